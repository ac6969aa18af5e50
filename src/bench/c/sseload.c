// The load driver: opens streams of server-sent events, posts items, and says when each reader had each of them.
// Prints one line of JSON. Loopback only.
//
// Worker processes hold the readers (each below RLIMIT_NOFILE); the parent posts over some connections in turn, at a rate
// or as fast as it goes, without waiting for answers. What is posted must carry seq=<n>;ts=<CLOCK_MONOTONIC, ns>; in its
// text. Each reader remembers which of them it had: items posted over several connections have no order among them.
// Workers look every 300 us instead of sleeping in epoll: a server's write then never pays for waking somebody else.
#include "common.h"
#include "probe.h"
#include <getopt.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>

#define MOST_WORKERS 16
#define MOST_TARGETS 16
#define MOST_PUBLISHERS 256
#define MOST_ITEMS 2048
#define CARRY 2048
#define LOOK_US 300
#define OPENING 256 // a worker's readers that have asked and not been answered

enum phase { OPEN, CLOSE, REOPEN, EXIT };

typedef struct {
  histogram latency, answered, caught_up;
  _Atomic int opened, headers, failed, closed, caught;
  _Atomic uint64_t measured, distinct, doubled, disordered, bytes, events;
  _Atomic int64_t last_header_at, last_event_at, last_caught_at;
  _Atomic int phase;
  char error[160];
} worker_state;

static struct shared {
  _Atomic int phase;
  _Atomic int64_t target, measure_from, reopened_at;
  worker_state worker[MOST_WORKERS];
} *shared;

enum reader_state { IDLE, CONNECTING, ASKED, READING, LOST };

typedef struct {
  int fd;
  short state, carried;
  int had, last; // how many items, and the largest number
  int64_t asked_at;
  uint64_t seen[MOST_ITEMS / 64];
  char cursor[40];
  char carry[CARRY];
} reader;

static int readers = 1000, workers = 1, stopped, remember_cursors, storms, storm_items = 20;
static char *path = "/sse", *headers = "";
static struct sockaddr_in targets[MOST_TARGETS];
static char target_names[MOST_TARGETS][32];
static int target_count;

// ---- a worker

static worker_state *mine;
static reader *all;
static int count_mine, first_mine, epoll_fd;

static void lose(reader *r, const char *why) {
  if (r->fd >= 0) close(r->fd);
  r->fd = -1;
  if (r->state == CONNECTING || r->state == ASKED) mine->failed++;
  else mine->closed++;
  r->state = LOST;
  if (!mine->error[0]) snprintf(mine->error, sizeof mine->error, "%s: %s", why, errno ? strerror(errno) : "ended");
}

static void start(reader *r) {
  int number = first_mine + (int)(r - all), one = 1;
  r->state = CONNECTING;
  r->carried = 0;
  r->asked_at = now();
  r->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (r->fd < 0) return lose(r, "socket");
  setsockopt(r->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  setsockopt(r->fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct linger at_once = {1, 0};
  setsockopt(r->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  if (number < stopped) {
    int small = 4096;
    setsockopt(r->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  }
  // one address has 28,000 ports
  struct sockaddr_in from = {.sin_family = AF_INET};
  from.sin_addr.s_addr = htonl(0x7f0a0001 + number % 8);
  if (bind(r->fd, (void *)&from, sizeof from)) return lose(r, "bind");
  if (connect(r->fd, (void *)&targets[number % target_count], sizeof targets[0]) < 0 && errno != EINPROGRESS)
    return lose(r, "connect");
  struct epoll_event e = {.events = EPOLLOUT, .data.ptr = r};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, r->fd, &e);
}

static void ask(reader *r) {
  int failure = 0;
  socklen_t length = sizeof failure;
  getsockopt(r->fd, SOL_SOCKET, SO_ERROR, &failure, &length);
  if (failure) {
    errno = failure;
    return lose(r, "connect");
  }
  char request[2048];
  int n = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n%s", path,
                   target_names[(first_mine + (int)(r - all)) % target_count], headers);
  if (r->cursor[0]) n += snprintf(request + n, sizeof request - n, "Last-Event-ID: %s\r\n", r->cursor);
  n += snprintf(request + n, sizeof request - n, "\r\n");
  if (write(r->fd, request, n) != n) return lose(r, "write");
  r->state = ASKED;
  mine->opened++;
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = r};
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, r->fd, &e);
}

// the id line nearest before a seq is that event's
static void remember_cursor(reader *r, const char *from, const char *seq) {
  for (const char *p = seq - 4; p >= from; p--) {
    if (memcmp(p, "id:", 3) || (p > from && p[-1] != '\n' && p[-1] != '\r')) continue;
    p += p[3] == ' ' ? 4 : 3;
    int n = 0;
    while (p < seq && *p != '\n' && *p != '\r' && n < (int)sizeof r->cursor - 1) r->cursor[n++] = *p++;
    r->cursor[n] = 0;
    return;
  }
}

static void on_event(reader *r, int64_t seq, int64_t sent_at, int64_t at) {
  int64_t from = shared->measure_from;
  if (seq < 1 || seq >= MOST_ITEMS) return;
  mine->events++;
  if (from >= 0 && seq >= from) {
    mine->measured++;
    record(&mine->latency, at > sent_at ? at - sent_at : 0);
  }
  uint64_t bit = 1ULL << (seq % 64);
  if (r->seen[seq / 64] & bit) {
    mine->doubled++;
    return;
  }
  r->seen[seq / 64] |= bit;
  if (seq < r->last) mine->disordered++;
  else r->last = seq;
  r->had++;
  if (first_mine + (r - all) >= stopped) mine->distinct++;
  if (r->had == shared->target) {
    mine->caught++;
    mine->last_caught_at = at;
    if (shared->phase == REOPEN) record(&mine->caught_up, at - shared->reopened_at);
  }
  mine->last_event_at = at;
}

// finds every whole "seq=<n>;ts=<n>;" and carries over what may be the beginning of the next event
static void scan(reader *r, char *bytes, int length, int64_t at) {
  char *p = bytes, *end = bytes + length, *found;
  while ((found = memmem(p, end - p, "seq=", 4))) {
    int64_t seq = 0, sent_at = 0;
    char *q = found + 4;
    while (q < end && *q >= '0' && *q <= '9') seq = seq * 10 + (*q++ - '0');
    if (end - q < 5) break;
    if (memcmp(q, ";ts=", 4)) {
      p = q;
      continue;
    }
    q += 4;
    while (q < end && *q >= '0' && *q <= '9') sent_at = sent_at * 10 + (*q++ - '0');
    if (q >= end) break;
    if (remember_cursors) remember_cursor(r, found - CARRY / 2 < bytes ? bytes : found - CARRY / 2, found);
    on_event(r, seq, sent_at, at);
    p = q;
  }
  char *keep = end - p > CARRY ? end - CARRY : p;
  r->carried = end - keep;
  memcpy(r->carry, keep, r->carried);
}

static void on_bytes(reader *r) {
  static char bytes[CARRY + (1 << 18)];
  int carried = r->carried;
  memcpy(bytes, r->carry, carried);
  int n = read(r->fd, bytes + carried, sizeof bytes - CARRY);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) {
    if (!n) errno = 0;
    return lose(r, "read");
  }
  int64_t at = now();
  mine->bytes += n;
  if (r->state == ASKED) {
    if (n < 12 || memcmp(bytes, "HTTP/1.1 2", 10)) {
      errno = EPROTO;
      bytes[n < 80 ? n : 80] = 0;
      return lose(r, bytes);
    }
    r->state = READING;
    mine->headers++;
    mine->last_header_at = at;
    record(&mine->answered, at - r->asked_at);
  }
  scan(r, bytes, n + carried, at);
}

static void on_ready(reader *r, uint32_t what) {
  if (r->fd < 0) return;
  if (r->state == CONNECTING) return ask(r);
  if (first_mine + (r - all) < stopped && r->state == READING) {
    if (what & (EPOLLHUP | EPOLLERR | EPOLLRDHUP)) {
      errno = 0;
      return lose(r, "a stopped reader");
    }
    struct epoll_event e = {.events = EPOLLRDHUP, .data.ptr = r};
    epoll_ctl(epoll_fd, EPOLL_CTL_MOD, r->fd, &e);
    return;
  }
  on_bytes(r);
}

static void enter(int phase, int *next) {
  if (phase == EXIT) _exit(0);
  if (phase == CLOSE) {
    for (int i = 0; i < count_mine; i++) {
      if (all[i].fd >= 0) close(all[i].fd);
      all[i].fd = -1;
      all[i].state = IDLE;
    }
    *next = count_mine;
  } else {
    mine->opened = mine->headers = mine->caught = 0;
    memset(&mine->answered, 0, sizeof mine->answered);
    memset(&mine->caught_up, 0, sizeof mine->caught_up);
    *next = 0;
  }
  mine->phase = phase;
}

static void work(int number) {
  mine = &shared->worker[number];
  first_mine = (int)((int64_t)readers * number / workers);
  count_mine = (int)((int64_t)readers * (number + 1) / workers) - first_mine;
  all = calloc(count_mine, sizeof *all);
  for (int i = 0; i < count_mine; i++) all[i].fd = -1;
  epoll_fd = epoll_create1(0);
  static struct epoll_event ready[1024];
  int next = 0;
  for (;;) {
    if (shared->phase != mine->phase) enter(shared->phase, &next);
    while (next < count_mine && next - mine->headers - mine->failed < OPENING) start(&all[next++]);
    int n = epoll_wait(epoll_fd, ready, 1024, 0);
    if (!n) usleep(LOOK_US);
    for (int i = 0; i < n; i++) on_ready(ready[i].data.ptr, ready[i].events);
  }
}

#define SUM(field)                                                                                                     \
  ({                                                                                                                   \
    int64_t sum = 0;                                                                                                   \
    for (int i = 0; i < workers; i++) sum += shared->worker[i].field;                                                  \
    sum;                                                                                                               \
  })
#define LATEST(field)                                                                                                  \
  ({                                                                                                                   \
    int64_t latest = 0;                                                                                                \
    for (int i = 0; i < workers; i++)                                                                                  \
      if (shared->worker[i].field > latest) latest = shared->worker[i].field;                                          \
    latest;                                                                                                            \
  })

static histogram *merged(size_t offset) {
  histogram *sum = calloc(1, sizeof *sum);
  for (int i = 0; i < workers; i++) merge(sum, (histogram *)((char *)&shared->worker[i] + offset));
  return sum;
}
#define MERGED(field) merged(offsetof(worker_state, field))

// ---- the publisher

static struct sockaddr_in publish_at;
static char publish_host[32], *publish_path = "/pub", *publish_headers = "", *template = "{\"headline\":\"seq=@SEQ@;ts=@TS@;\"}";
static int padding, publishers = 1;
static int64_t sent, answers, refusals;
static char refusal[200];
static histogram answer_time;

static struct publisher {
  int fd, sent, answered, carried;
  int64_t sent_at[MOST_ITEMS];
  char carry[16];
} publisher[MOST_PUBLISHERS];

static void take_answers(void) {
  static char bytes[65536 + 16];
  for (struct publisher *p = publisher; p < publisher + publishers; p++) {
    if (p->answered == p->sent) continue;
    memcpy(bytes, p->carry, p->carried);
    for (int n; (n = recv(p->fd, bytes + p->carried, 65536, MSG_DONTWAIT)) > 0;) {
      char *at = bytes, *end = bytes + p->carried + n, *line;
      while ((line = memmem(at, end - at, "HTTP/1.1 ", 9)) && line + 10 <= end) {
        if (line[9] != '2' && !refusals++) snprintf(refusal, sizeof refusal, "%.*s", (int)(end - line), line);
        record(&answer_time, now() - p->sent_at[p->answered++]);
        answers++;
        at = line + 10;
      }
      p->carried = end - at < 9 ? end - at : 9;
      memmove(bytes, end - p->carried, p->carried);
    }
    memcpy(p->carry, bytes, p->carried);
  }
}

static void connect_publishers(void) {
  for (int i = 0, one = 1; i < publishers; i++) {
    publisher[i].fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(publisher[i].fd, (void *)&publish_at, sizeof publish_at)) die("connecting to publish");
    setsockopt(publisher[i].fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  }
}

static void post(int64_t seq) {
  static char body[70000], request[72000];
  struct publisher *p = &publisher[seq % publishers];
  int64_t at = now();
  int n = fill_template(body, template, seq, at, padding);
  n = http_post(request, publish_path, publish_host, publish_headers, body, n);
  p->sent_at[p->sent++] = at;
  sent++;
  for (int done = 0, k; done < n; done += k)
    if ((k = write(p->fd, request + done, n - done)) <= 0) die("publishing");
}

// on time whatever the answers do
static void publish(int64_t first, int count, double rate) {
  int64_t begin = now() + MILLI;
  for (int i = 0; i < count; i++) {
    int64_t due = begin + (rate > 0 ? (int64_t)(i * 1e9 / rate) : 0);
    while (now() < due) {
      take_answers();
      int64_t left = due - now();
      if (left > 0) sleep_until(now() + (left > 5 * MILLI ? 5 * MILLI : left));
    }
    post(first + i);
    if (rate > 0) take_answers();
  }
}

static int until(int64_t deadline, int (*done)(int64_t), int64_t argument) {
  while (!done(argument)) {
    if (now() > deadline) return 0;
    take_answers();
    usleep(1000);
  }
  return 1;
}

static int all_answered(int64_t n) { return SUM(headers) + SUM(failed) >= n; }
static int all_caught(int64_t n) { return SUM(caught) >= n; }
static int all_in_phase(int64_t phase) {
  for (int i = 0; i < workers; i++)
    if (shared->worker[i].phase != phase) return 0;
  return 1;
}
static int posts_answered(int64_t unused) { return (void)unused, answers >= sent; }

// until the server has hardly worked for a second, as when its compilers are done: what is measured is a warm one
static void rest(int64_t patience) {
  for (int64_t end = now() + patience, quiet = 0; quiet < 2 && now() < end;) {
    int64_t cpu = server_cpu();
    usleep(500000);
    quiet = server_cpu() - cpu < 40 * MILLI ? quiet + 1 : 0;
  }
}

static int64_t missed(int64_t items) { return (readers - stopped - SUM(failed)) * items - SUM(distinct); }

static int disorder(void) { return publishers == 1; }

// all drop, items are published, all come back with what they saw last; the last storm counts
static void storm(int64_t *seq, int64_t patience) {
  int64_t doubled = SUM(doubled), disordered = SUM(disordered);
  shared->phase = CLOSE;
  until(now() + 5 * SECOND, all_in_phase, CLOSE);
  usleep(1500000);
  publish(*seq, storm_items, 200);
  *seq += storm_items;
  until(now() + 5 * SECOND, posts_answered, 0);
  usleep(300000);
  shared->measure_from = -1;
  shared->target = *seq - 1;
  int64_t cpu = server_cpu(), begin = now();
  shared->reopened_at = begin;
  shared->phase = REOPEN;
  until(now() + 5 * SECOND, all_in_phase, REOPEN);
  int complete = until(begin + patience, all_caught, readers - stopped);
  cpu = server_cpu() - cpu;
  histogram *caught_up = MERGED(caught_up);
  printf("%s{\"complete\":%s,\"seconds\":%.3f,\"p50_s\":%.3f,\"p99_s\":%.3f,\"cpu_us_per_reader\":%.1f,"
         "\"missed\":%ld,\"doubled\":%ld,\"disordered\":%ld,\"failed\":%ld}",
         storms < 0 ? "," : "", complete ? "true" : "false", (LATEST(last_caught_at) - begin) / 1e9,
         quantile(caught_up, .5) / 1e9, quantile(caught_up, .99) / 1e9, cpu / 1e3 / readers, missed(*seq - 1),
         SUM(doubled) - doubled, disorder() ? SUM(disordered) - disordered : 0, SUM(failed));
  free(caught_up);
}

static void print_text(const char *name, const char *text) {
  printf(",\"%s\":\"", name);
  for (; *text; text++) putchar(*text < 32 || *text == '"' || *text == '\\' ? ' ' : *text);
  putchar('"');
}

int main(int argc, char **argv) {
  int warm = 5, count = 0, rest_ms = 30000, option;
  double warm_rate = 10, rate = 10;
  int64_t patience = 20 * SECOND, ready = 60 * SECOND, seq = 1;
  static const struct option options[] = {
      {"target", 1, 0, 't'},      {"path", 1, 0, 'p'},         {"readers", 1, 0, 'n'},     {"workers", 1, 0, 'w'},
      {"header", 1, 0, 'h'},      {"warm", 1, 0, 'a'},         {"warm-rate", 1, 0, 'A'},   {"count", 1, 0, 'c'},
      {"rate", 1, 0, 'r'},        {"publish", 1, 0, 'P'},      {"publish-path", 1, 0, 'Q'}, {"publish-header", 1, 0, 'H'},
      {"template", 1, 0, 'T'},    {"padding", 1, 0, 'z'},      {"pid", 1, 0, 'i'},         {"stopped", 1, 0, 's'},
      {"publishers", 1, 0, 'u'},  {"storms", 1, 0, 'S'},      {"storm-items", 1, 0, 'I'},  {"patience-ms", 1, 0, 'd'}, {"rest-ms", 1, 0, 'e'},
      {0}};
  while ((option = getopt_long(argc, argv, "", options, 0)) != -1) {
    char *part;
    switch (option) {
    case 't':
      for (part = strtok(strdup(optarg), ","); part && target_count < MOST_TARGETS; part = strtok(0, ",")) {
        targets[target_count] = loopback(part);
        snprintf(target_names[target_count++], sizeof target_names[0], "%s", part);
      }
      break;
    case 'i':
      for (part = strtok(strdup(optarg), ","); part && servers < 64; part = strtok(0, ",")) server[servers++] = atoi(part);
      break;
    case 'p': path = optarg; break;
    case 'n': readers = atoi(optarg); break;
    case 'w': workers = atoi(optarg); break;
    case 'h': add_header(&headers, optarg); break;
    case 'a': warm = atoi(optarg); break;
    case 'A': warm_rate = atof(optarg); break;
    case 'c': count = atoi(optarg); break;
    case 'r': rate = atof(optarg); break;
    case 'P': publish_at = loopback(optarg); snprintf(publish_host, sizeof publish_host, "%s", optarg); break;
    case 'Q': publish_path = optarg; break;
    case 'H': add_header(&publish_headers, optarg); break;
    case 'T': template = optarg; break;
    case 'z': padding = atoi(optarg); break;
    case 'u': publishers = atoi(optarg); break;
    case 's': stopped = atoi(optarg); break;
    case 'S': storms = atoi(optarg); break;
    case 'I': storm_items = atoi(optarg); break;
    case 'd': patience = atol(optarg) * MILLI; break;
    case 'e': rest_ms = atoi(optarg); break;
    default: return 2;
    }
  }
  if (!target_count || !publish_host[0] || readers < 1 || readers > 200000 || padding > 4000 ||
      publishers < 1 || publishers > MOST_PUBLISHERS || warm + count + storms * storm_items >= MOST_ITEMS) {
    fprintf(stderr, "wanted: --target 127.x.y.z:port --publish 127.x.y.z:port --readers 1..200000 --padding 0..4000 --publishers 1..256;\n"
                    "at most 2047 items in all\n");
    return 2;
  }
  remember_cursors = storms > 0;
  alarm(570);
  signal(SIGPIPE, SIG_IGN);
  want_many_files();
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  while (readers / workers > (int64_t)files.rlim_cur - 64 && workers < MOST_WORKERS) workers++;
  shared = mmap(0, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) die("memory");
  shared->measure_from = -1;

  long memory_before = server_memory("VmRSS:"), tcp_before = tcp_memory();
  int64_t cpu_before = server_cpu(), begin = now();
  int child[MOST_WORKERS];
  for (int i = 0; i < workers; i++) {
    if (!(child[i] = fork())) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      alarm(580);
      work(i);
    }
  }
  until(begin + ready, all_answered, readers);
  int64_t open_cpu = server_cpu() - cpu_before;
  rest(rest_ms * MILLI);
  long memory_open = server_memory("VmRSS:");
  connect_publishers();
  int expected = readers - SUM(failed) - stopped, warmed = 1;
  if (warm) {
    shared->target = seq + warm - 1;
    publish(seq, warm, warm_rate);
    seq += warm;
    warmed = until(now() + patience, all_caught, expected);
    rest(rest_ms * MILLI);
  }
  int64_t rested = now();
  printf("{\"readers\":%d,\"stopped\":%d,\"opened\":%ld,\"answered\":%ld,\"failed\":%ld,\"open_s\":%.3f,"
         "\"open_cpu_us_per_reader\":%.1f,\"before_s\":%.1f,\"rss_start_kb\":%ld,\"rss_open_kb\":%ld,\"warmed\":%s",
         readers, stopped, SUM(opened), SUM(headers), SUM(failed), (LATEST(last_header_at) - begin) / 1e9,
         open_cpu / 1e3 / readers, (rested - begin) / 1e9, memory_before, memory_open, warmed ? "true" : "false");
  if (count) {
    for (int i = 0; i < workers; i++) shared->worker[i].caught = 0;
    memset(&answer_time, 0, sizeof answer_time);
    uint64_t bytes = SUM(bytes), events = SUM(events);
    double user_before, user, kernel_before, kernel;
    shared->target = seq + count - 1;
    shared->measure_from = seq;
    server_times(&user_before, &kernel_before);
    int64_t cpu = server_cpu(), first = now();
    publish(seq, count, rate);
    seq += count;
    int complete = until(now() + patience, all_caught, expected);
    int64_t last = LATEST(last_event_at);
    cpu = server_cpu() - cpu;
    server_times(&user, &kernel);
    user -= user_before, kernel -= kernel_before;
    events = SUM(events) - events;
    double per_event = events ? 1.0 / events : 0, user_part = user + kernel > 0 ? user / (user + kernel) : 0;
    histogram *latency = MERGED(latency);
    printf(",\"count\":%d,\"rate\":%.1f,\"complete\":%s,\"expected\":%ld,\"delivered\":%ld,\"seconds\":%.3f,"
           "\"events_per_s\":%.0f,\"cpu_ns_per_event\":%.0f,\"user_ns_per_event\":%.0f,\"bytes_per_event\":%.1f,"
           "\"p50_ms\":%.3f,\"p90_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f,"
           "\"answer_p50_ms\":%.3f,\"answer_p99_ms\":%.3f",
           count, rate, complete && warmed ? "true" : "false", (long)expected * count, SUM(measured),
           (last - first) / 1e9, events / ((last - first) / 1e9), cpu * per_event, cpu * user_part * per_event,
           (SUM(bytes) - bytes) * per_event, quantile(latency, .5) / 1e6, quantile(latency, .9) / 1e6,
           quantile(latency, .99) / 1e6, latency->max / 1e6, quantile(&answer_time, .5) / 1e6,
           quantile(&answer_time, .99) / 1e6);
  }
  printf(",\"missed\":%ld,\"doubled\":%ld,\"disordered\":%ld,\"closed\":%ld,\"rss_end_kb\":%ld,\"rss_peak_kb\":%ld,"
         "\"tcp_memory_kb\":%ld",
         missed(seq - 1), SUM(doubled), disorder() ? SUM(disordered) : 0, SUM(closed), server_memory("VmRSS:"), server_memory("VmHWM:"),
         tcp_memory() - tcp_before);
  if (storms) {
    printf(",\"storms\":[");
    for (int left = storms; left-- > 0; storms = -1) storm(&seq, patience);
    printf("]");
  }
  printf(",\"answers\":%ld,\"refusals\":%ld", answers, refusals);
  print_text("refusal", refusal);
  const char *error = "";
  for (int i = 0; i < workers; i++)
    if (shared->worker[i].error[0]) error = shared->worker[i].error;
  print_text("error", error);
  printf("}\n");
  fflush(stdout);
  shared->phase = EXIT;
  for (int i = 0; i < workers; i++) waitpid(child[i], 0, 0);
  return 0;
}
