// What the load driver and the callers share: time, histograms, loopback addresses, templates.
#pragma once
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MILLI 1000000LL
#define SECOND 1000000000LL

static inline int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * SECOND + t.tv_nsec;
}

static inline void sleep_until(int64_t when) {
  struct timespec t = {when / SECOND, when % SECOND};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, 0);
}

static inline _Noreturn void die(const char *what) {
  perror(what);
  exit(1);
}

// ---- histogram: 64 steps for each power of two, so a value is known to 1.6 %

#define STEPS 64
#define CELLS (64 * STEPS)

typedef struct {
  uint64_t count, max, cell[CELLS];
} histogram;

static inline int cell_of(uint64_t value) {
  if (value < STEPS) return (int)value;
  int exponent = 63 - __builtin_clzll(value);
  return (exponent - 5) * STEPS + (int)((value >> (exponent - 6)) & (STEPS - 1));
}

static inline uint64_t middle_of(int cell) {
  if (cell < STEPS) return cell;
  int exponent = cell / STEPS + 5;
  return (1ULL << exponent) + ((uint64_t)(cell % STEPS) << (exponent - 6)) + (1ULL << (exponent - 6)) / 2;
}

static inline void record(histogram *h, uint64_t value) {
  h->count++;
  if (value > h->max) h->max = value;
  int cell = cell_of(value);
  h->cell[cell < CELLS ? cell : CELLS - 1]++;
}

static inline void merge(histogram *into, const histogram *from) {
  into->count += from->count;
  if (from->max > into->max) into->max = from->max;
  for (int i = 0; i < CELLS; i++) into->cell[i] += from->cell[i];
}

static inline double quantile(const histogram *h, double q) {
  uint64_t wanted = (uint64_t)(q * h->count + 0.999999), sum = 0;
  for (int i = 0; h->count && i < CELLS; i++) {
    sum += h->cell[i];
    if (sum >= wanted && sum) return middle_of(i) > h->max ? h->max : middle_of(i);
  }
  return h->count ? (double)h->max : -1;
}

// ---- this machine only

static inline struct sockaddr_in loopback(const char *text) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  char host[64];
  const char *colon = strchr(text, ':');
  snprintf(host, sizeof host, "%.*s", colon ? (int)(colon - text) : 0, text);
  if (!colon || inet_pton(AF_INET, host, &address.sin_addr) != 1 || ntohl(address.sin_addr.s_addr) >> 24 != 127) {
    fprintf(stderr, "an address is 127.x.y.z:port, not %s\n", text);
    exit(2);
  }
  address.sin_port = htons(atoi(colon + 1));
  return address;
}

static inline void want_many_files(void) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

static inline void add_header(char **headers, const char *header) {
  char *more;
  if (asprintf(&more, "%s%s\r\n", *headers, header) < 0) die("memory");
  *headers = more;
}

// ---- what is posted: a body with @SEQ@, @TS@ (CLOCK_MONOTONIC, ns) and @PAD@ filled in

static inline int fill_template(char *body, const char *template, int64_t seq, int64_t at, int padding) {
  int n = 0;
  for (const char *p = template; *p; p++) {
    if (!strncmp(p, "@SEQ@", 5)) {
      n += sprintf(body + n, "%ld", (long)seq);
      p += 4;
    } else if (!strncmp(p, "@TS@", 4)) {
      n += sprintf(body + n, "%ld", (long)at);
      p += 3;
    } else if (!strncmp(p, "@PAD@", 5)) {
      for (int i = 0; i < padding; i++) body[n++] = "the-harbour-bridge-opens-at-noon-"[i % 33];
      p += 4;
    } else {
      body[n++] = *p;
    }
  }
  return n;
}

static inline int http_post(char *request, const char *path, const char *host, const char *headers, const char *body,
                            int length) {
  int n = sprintf(request, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n",
                  path, host, length, headers);
  memcpy(request + n, body, length);
  return n + length;
}
