// What a server costs: CPU and memory of its processes, from /proc.
#pragma once
#include "common.h"

static int server[64], servers;

// to the nanosecond, user and kernel together
static int64_t server_cpu(void) {
  int64_t sum = 0;
  for (int i = 0; i < servers; i++) {
    clockid_t clock;
    struct timespec t;
    if (!clock_getcpuclockid(server[i], &clock) && !clock_gettime(clock, &t)) sum += t.tv_sec * SECOND + t.tv_nsec;
  }
  return sum;
}

// how it divides, in seconds; the kernel scales its ticks to the precise sum
static void server_times(double *user, double *kernel) {
  *user = *kernel = 0;
  double tick = sysconf(_SC_CLK_TCK);
  for (int i = 0; i < servers; i++) {
    char path[64], line[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", server[i]);
    FILE *file = fopen(path, "r");
    if (!file) continue;
    line[fread(line, 1, sizeof line - 1, file)] = 0;
    fclose(file);
    char *after_name = strrchr(line, ')');
    unsigned long u, k;
    if (after_name &&
        sscanf(after_name + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &u, &k) == 2) {
      *user += u / tick;
      *kernel += k / tick;
    }
  }
}

// a line of /proc/<pid>/status, such as "VmRSS:", in kB
static long server_memory(const char *key) {
  long sum = 0;
  for (int i = 0; i < servers; i++) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", server[i]);
    FILE *file = fopen(path, "r");
    if (!file) continue;
    while (fgets(line, sizeof line, file))
      if (!strncmp(line, key, strlen(key))) sum += atol(line + strlen(key));
    fclose(file);
  }
  return sum;
}

// of the whole machine, in kB
static long tcp_memory(void) {
  char line[256];
  long pages = 0;
  FILE *file = fopen("/proc/net/sockstat", "r");
  while (file && fgets(line, sizeof line, file)) {
    char *mem = strstr(line, " mem ");
    if (!strncmp(line, "TCP:", 4) && mem) pages = atol(mem + 5);
  }
  if (file) fclose(file);
  return pages * (sysconf(_SC_PAGESIZE) / 1024);
}
