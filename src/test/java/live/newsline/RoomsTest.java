package live.newsline;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** The rooms, and the arrows between them: one way. */
@AnalyzeClasses(packages = "live.newsline", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String HOUSE = "live.newsline";

    /** Which rooms a room knows. A new room is written down here, and someone thinks about its arrows. */
    private static final Map<String, Set<String>> KNOWS = Map.ofEntries(
            Map.entry("item", Set.of()),
            Map.entry("database", Set.of()),
            Map.entry("work", Set.of()),
            Map.entry("journal", Set.of("item", "work")),
            Map.entry("wire", Set.of("item", "journal")),
            Map.entry("record", Set.of("item", "work", "journal")),
            Map.entry("problem", Set.of("item", "journal", "wire")),
            Map.entry("access", Set.of("item", "journal", "problem")),
            Map.entry("feed", Set.of("item", "work", "journal", "wire", "problem", "access")),
            Map.entry("socket", Set.of()),
            Map.entry("sse", Set.of("socket", "wire", "problem", "access", "feed")),
            Map.entry("rsocket", Set.of("socket", "wire", "problem", "access", "feed")),
            // our own entry comes back through the journal like everyone else's: publish does not know feed
            Map.entry("publish", Set.of("item", "journal", "record", "wire", "problem", "access", "answer")),
            Map.entry("people", Set.of("item", "journal", "wire", "problem", "access", "answer")),
            Map.entry("answer", Set.of("item", "journal", "wire", "problem")),
            Map.entry("read", Set.of("item", "journal", "record", "wire", "problem", "access", "answer")),
            Map.entry("page", Set.of("item", "journal", "wire", "problem", "access", "answer")),
            Map.entry("syndication", Set.of("item", "journal", "wire", "problem", "access", "answer")),
            Map.entry("history", Set.of("item", "journal", "record", "wire", "problem", "access", "answer")),
            Map.entry("presence", Set.of("item", "work", "journal", "wire", "problem", "access", "answer", "feed")),
            Map.entry("files", Set.of("problem", "answer")),
            Map.entry("demo", Set.of("item", "work", "journal", "feed")));

    /** Where a thread may wait: at the start, and at the end. */
    private static final Set<String> MAY_BLOCK = Set.of(
            "live.newsline.access.FirstStart.start",
            "live.newsline.feed.Follower.start",
            "live.newsline.journal.Journal.destroy",
            "live.newsline.people.SetUpLink.ready",
            "live.newsline.sse.WarmUp.run");

    @ArchTest
    void everyRoomKnowsOnlyTheRoomsBelowIt(JavaClasses classes) {
        Map<String, Set<String>> known = new TreeMap<>();
        for (JavaClass each : classes) {
            String room = room(each);
            Set<String> rooms = known.computeIfAbsent(room, any -> new TreeSet<>());
            each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(HOUSE))
                    .map(RoomsTest::room)
                    .filter(other -> !other.equals(room))
                    .forEach(rooms::add);
        }
        assertThat(known.remove("")).as("rooms that the parts list imports").isEmpty();
        assertThat(KNOWS.keySet()).containsAll(known.keySet());
        known.forEach((room, rooms) ->
                assertThat(KNOWS.get(room)).as("what " + room + " may know").containsAll(rooms));
        assertThat(known.get("feed")).as("the imported classes").contains("journal");
    }

    @ArchTest
    static final ArchRule noRoomsKnowEachOther =
            slices().matching("live.newsline.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule anItemIsMadeOfJavaAlone = classes()
            .that()
            .resideInAPackage("live.newsline.item")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("live.newsline.item", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule theWriterOfFramesKnowsNoSpring = noClasses()
            .that()
            .resideInAPackage("live.newsline.wire")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule onlyTransportsKnowTheirTransport = noClasses()
            .that(resideInAPackage("live.newsline.journal")
                    .or(resideInAPackage("live.newsline.wire"))
                    .or(resideInAPackage("live.newsline.feed")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.rsocket..", "reactor.netty..", "org.springframework.web..", "org.springframework.http..");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Manager|Helper)(\\$.*)?");

    @ArchTest
    static final ArchRule nothingWaitsButStartersAndEnders = noClasses()
            .should()
            .callMethodWhere(new DescribedPredicate<JavaMethodCall>("a thread waits") {
                @Override
                public boolean test(JavaMethodCall call) {
                    String owner = call.getTargetOwner().getPackageName();
                    return owner.startsWith("reactor.")
                            && call.getName().startsWith("block")
                            && !MAY_BLOCK.contains(call.getOriginOwner().getFullName() + "."
                                    + call.getOrigin().getName());
                }
            });

    @ArchTest
    static final ArchRule nothingSleeps = noClasses()
            .that()
            // it starts a program and waits for it, before there is anything to serve
            .resideOutsideOfPackage("live.newsline.database")
            .should()
            .callMethodWhere(new DescribedPredicate<JavaMethodCall>("a thread sleeps") {
                @Override
                public boolean test(JavaMethodCall call) {
                    return call.getName().equals("sleep")
                            && call.getTargetOwner().isEquivalentTo(Thread.class);
                }
            });

    @ArchTest
    void everyRoomSaysWhatItIsForAndIsNullMarked(JavaClasses classes) {
        Set<String> unmarked = new TreeSet<>();
        JavaPackage house = classes.getPackage(HOUSE);
        for (JavaPackage each : house.getSubpackagesInTree()) {
            if (!each.getClasses().isEmpty() && !each.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(each.getName());
            }
        }
        assertThat(unmarked).isEmpty();
        assertThat(house.getSubpackagesInTree()).hasSizeGreaterThan(5);
    }

    private static String room(JavaClass each) {
        String name = each.getPackageName();
        if (name.equals(HOUSE)) {
            return "";
        }
        String inside = name.substring(HOUSE.length() + 1);
        int dot = inside.indexOf('.');
        return dot < 0 ? inside : inside.substring(0, dot);
    }
}
