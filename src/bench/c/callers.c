// Publishing as many editors' programs do: each caller posts, waits for its answer, and posts again; at once, or when its
// turn comes at a rate that all of them share. Then a time begins when it was due, whether or not the caller still waited.
// One line of JSON.
//   callers --publish 127.0.0.1:PORT --publish-path PATH [--publish-header H]... --callers 64 --warm-ms 3000 --ms 10000 [--rate 500]
#include "common.h"
#include <getopt.h>

typedef struct {
  int fd, have, waits;
  int64_t due_at;
  char answer[16384];
} caller;

static struct sockaddr_in at;
static char host[32], *path = "/pub", *headers = "", *template = "{\"headline\":\"seq=@SEQ@;ts=@TS@;@PAD@\"}";
static int64_t seq, refusals;
static char refusal[200];

static void post(caller *c) {
  static char body[8192], request[16384];
  c->have = 0;
  c->waits = 1;
  int n = fill_template(body, template, ++seq, now(), 40);
  n = http_post(request, path, host, headers, body, n);
  if (write(c->fd, request, n) != n) die("publishing");
}

// 1 when the whole answer is there
static int read_answer(caller *c) {
  int n = read(c->fd, c->answer + c->have, sizeof c->answer - 1 - c->have);
  if (n < 0 && errno == EAGAIN) return 0;
  if (n <= 0) die("the server hung up on a caller");
  c->have += n;
  c->answer[c->have] = 0;
  char *body = strstr(c->answer, "\r\n\r\n"), *length = strcasestr(c->answer, "\r\ncontent-length:");
  if (!body || !length || c->have < body + 4 - c->answer + atoi(length + 17)) return 0;
  c->waits = 0;
  if (c->answer[9] != '2' && !refusals++) snprintf(refusal, sizeof refusal, "%.150s", c->answer);
  return 1;
}

int main(int argc, char **argv) {
  int callers = 64, warm_ms = 3000, ms = 10000, rate = 0, option;
  static const struct option options[] = {{"publish", 1, 0, 'P'},  {"publish-path", 1, 0, 'Q'}, {"publish-header", 1, 0, 'H'},
                                          {"callers", 1, 0, 'n'},  {"warm-ms", 1, 0, 'a'},      {"ms", 1, 0, 'm'},
                                          {"template", 1, 0, 'T'}, {"rate", 1, 0, 'r'},         {0}};
  while ((option = getopt_long(argc, argv, "", options, 0)) != -1) switch (option) {
    case 'P': at = loopback(optarg); snprintf(host, sizeof host, "%s", optarg); break;
    case 'Q': path = optarg; break;
    case 'H': add_header(&headers, optarg); break;
    case 'n': callers = atoi(optarg); break;
    case 'a': warm_ms = atoi(optarg); break;
    case 'm': ms = atoi(optarg); break;
    case 'T': template = optarg; break;
    case 'r': rate = atoi(optarg); break;
    default: return 2;
    }
  if (!host[0] || callers < 1 || callers > 1000) {
    fprintf(stderr, "wanted: --publish 127.x.y.z:port --callers 1..1000\n");
    return 2;
  }
  alarm(300);
  signal(SIGPIPE, SIG_IGN);
  caller *all = calloc(callers, sizeof *all);
  int epoll_fd = epoll_create1(0);
  int64_t begin = now();
  for (int i = 0; i < callers; i++) {
    int one = 1;
    all[i].fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(all[i].fd, (void *)&at, sizeof at)) die("connect");
    setsockopt(all[i].fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    fcntl(all[i].fd, F_SETFL, O_NONBLOCK);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = &all[i]};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, all[i].fd, &e);
    all[i].due_at = begin + (rate ? i * SECOND / rate : 0);
  }
  static histogram time;
  static struct epoll_event ready[1000];
  int64_t from = now() + warm_ms * MILLI, to = from + ms * MILLI;
  while (now() < to) {
    for (int i = 0; i < callers; i++)
      if (!all[i].waits && all[i].due_at <= now()) post(&all[i]);
    int n = epoll_wait(epoll_fd, ready, callers, 1);
    int64_t t = now();
    for (int i = 0; i < n; i++) {
      caller *c = ready[i].data.ptr;
      if (!read_answer(c)) continue;
      if (t >= from) record(&time, t - c->due_at);
      c->due_at = rate ? c->due_at + callers * SECOND / rate : t;
    }
  }
  printf("{\"callers\":%d,\"items\":%lu,\"items_per_s\":%.0f,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f,"
         "\"refusals\":%ld,\"refusal\":\"",
         callers, (unsigned long)time.count, time.count * 1e3 / ms, quantile(&time, .5) / 1e6, quantile(&time, .99) / 1e6,
         time.max / 1e6, (long)refusals);
  for (char *p = refusal; *p; p++) putchar(*p < 32 || *p == '"' || *p == '\\' ? ' ' : *p);
  printf("\"}\n");
  return 0;
}
