package live.newsline.feed;

import java.lang.management.ManagementFactory;

/** How many readers a node takes where the settings do not say: what its descriptors and its heap allow. */
final class Capacity {

    /** For the database, the files of the class path, and those who are sent away. */
    private static final long OTHER_DESCRIPTORS = 512;

    private static final long OTHER_HEAP = 64L << 20;
    /** An open stream was seen to keep 2 to 3 kB, with what its socket needs in the process. */
    private static final long HEAP_PER_READER = 3072;

    private static final long LEAST = 1000;

    private Capacity() {}

    static int readers() {
        long byHeap = (Runtime.getRuntime().maxMemory() - OTHER_HEAP) / HEAP_PER_READER;
        return (int) Math.max(LEAST, Math.min(Integer.MAX_VALUE, Math.min(byHeap, descriptors() - OTHER_DESCRIPTORS)));
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
