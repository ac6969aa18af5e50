// The floor: what fan-out costs when a server does nothing but write. One thread, epoll, one write(2) per reader and event.
//   floor PORT PUBLISH_PORT [each|cursor] [SECONDS]
// Ready HTTP chunks stand in one log; a reader is a descriptor and an offset.
//   each    every event is written to every reader before the next is looked at
//   cursor  what has been posted is taken first, then each reader gets all from its offset to the end in one write
#include "common.h"
#include <sys/mman.h>

#define LOG_BYTES (256u << 20)
#define MOST_EVENTS 400000
#define MOST_FILES 65536

typedef struct reader {
  int fd, slot; // slot -1: has not asked yet; fd -1: gone
  uint64_t at;
  int blocked;
  struct publisher *publisher; // what it is instead, where it came by the other door
  struct reader *next_gone;
} reader;

typedef struct publisher {
  int have;
  char in[1 << 18];
} publisher;

static char *log_bytes;
static uint64_t log_end, events, starts[MOST_EVENTS];
static reader *live[MOST_FILES], *gone;
static int readers, epoll_fd, cursor_mode;

static const char HEAD[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
                           "Transfer-Encoding: chunked\r\n\r\n3\r\n:\n\n\r\n";

// freed after the batch of events, in which it may still be named
static void drop(reader *r) {
  close(r->fd);
  r->fd = -1;
  if (r->slot >= 0) {
    live[r->slot] = live[--readers];
    live[r->slot]->slot = r->slot;
  }
  r->next_gone = gone;
  gone = r;
}

static void wait_for(reader *r, uint32_t what) {
  struct epoll_event e = {.events = what, .data.ptr = r};
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, r->fd, &e);
  r->blocked = (what & EPOLLOUT) != 0;
}

static void push(reader *r) {
  while (r->at < log_end) {
    ssize_t written = write(r->fd, log_bytes + r->at, log_end - r->at);
    if (written < 0 && errno == EAGAIN) {
      if (!r->blocked) wait_for(r, EPOLLIN | EPOLLOUT);
      return;
    }
    if (written < 0) {
      drop(r);
      return;
    }
    r->at += written;
  }
  if (r->blocked) wait_for(r, EPOLLIN);
}

static void pass(void) {
  for (int i = readers - 1; i >= 0; i--)
    if (!live[i]->blocked) push(live[i]);
}

static void append(const char *body, int length) {
  static char event[1 << 17];
  int n = sprintf(event, "id: %lu\ndata: %.*s\n\n", (unsigned long)events + 1, length, body);
  if (log_end + n + 32 > LOG_BYTES || events + 2 >= MOST_EVENTS) {
    fprintf(stderr, "the log is full\n");
    exit(1);
  }
  starts[++events] = log_end;
  log_end += sprintf(log_bytes + log_end, "%x\r\n", n);
  memcpy(log_bytes + log_end, event, n);
  memcpy(log_bytes + log_end + n, "\r\n", 2);
  log_end += n + 2;
  starts[events + 1] = log_end;
}

static int listener(int port) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, (void *)&at, sizeof at) || listen(fd, 65535)) die("listen");
  return fd;
}

static void accept_all(int listening, int publish) {
  for (int fd; (fd = accept4(listening, 0, 0, SOCK_NONBLOCK)) >= 0;) {
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    reader *r = calloc(1, sizeof *r);
    r->fd = fd;
    r->slot = -1;
    if (publish) r->publisher = calloc(1, sizeof *r->publisher);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = r};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &e);
  }
}

static void on_reader(reader *r, uint32_t what) {
  char request[8192];
  if (r->slot >= 0 && what & EPOLLOUT) {
    push(r);
    return; // it may be gone; what else there is comes again
  }
  int n = read(r->fd, request, sizeof request - 1);
  if (n < 0 && errno == EAGAIN) return;
  if (n <= 0) {
    drop(r);
    return;
  }
  if (r->slot >= 0) return;
  request[n] = 0;
  r->at = log_end;
  char *last = strcasestr(request, "\nLast-Event-ID: ");
  uint64_t next = last ? strtoull(last + 16, 0, 10) + 1 : events + 1;
  if (next <= events) r->at = starts[next];
  if (write(r->fd, HEAD, sizeof HEAD - 1) < 0) {
    drop(r);
    return;
  }
  r->slot = readers;
  live[readers++] = r;
  push(r);
}

// posts may come many in one read; each is answered
static void on_publisher(reader *r) {
  static char answers[1 << 16];
  publisher *p = r->publisher;
  int n = read(r->fd, p->in + p->have, sizeof p->in - p->have - 1), answered = 0;
  if (n <= 0) {
    free(p);
    drop(r);
    return;
  }
  p->have += n;
  char *at = p->in, *end = p->in + p->have, *body;
  while ((body = memmem(at, end - at, "\r\n\r\n", 4))) {
    char *field = memmem(at, body - at, "Content-Length: ", 16);
    int length = field ? atoi(field + 16) : 0;
    body += 4;
    if (body + length > end) break;
    append(body, length);
    if (!cursor_mode) pass();
    at = body + length;
    answered += sprintf(answers + answered, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    if (answered > (int)sizeof answers - 64) {
      if (write(r->fd, answers, answered) < 0) die("answer");
      answered = 0;
    }
  }
  if (answered && write(r->fd, answers, answered) < 0) die("answer");
  p->have = end - at;
  memmove(p->in, at, p->have);
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "floor PORT PUBLISH_PORT [each|cursor] [SECONDS]\n");
    return 2;
  }
  cursor_mode = argc > 3 && !strcmp(argv[3], "cursor");
  alarm(argc > 4 ? atoi(argv[4]) : 600);
  signal(SIGPIPE, SIG_IGN);
  want_many_files();
  log_bytes = mmap(0, LOG_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (log_bytes == MAP_FAILED) die("memory");
  epoll_fd = epoll_create1(0);
  int doors[2] = {listener(atoi(argv[1])), listener(atoi(argv[2]))};
  for (int i = 0; i < 2; i++) {
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = &doors[i]};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, doors[i], &e);
  }
  struct epoll_event ready[512];
  for (;;) {
    int n = epoll_wait(epoll_fd, ready, 512, -1);
    for (int i = 0; i < n; i++) {
      reader *who = ready[i].data.ptr;
      if (ready[i].data.ptr == &doors[0] || ready[i].data.ptr == &doors[1]) {
        accept_all(*(int *)ready[i].data.ptr, ready[i].data.ptr == &doors[1]);
      } else if (who->fd >= 0 && who->publisher) {
        on_publisher(who);
      } else if (who->fd >= 0) {
        on_reader(who, ready[i].events);
      }
    }
    if (cursor_mode) pass();
    for (reader *r; (r = gone);) {
      gone = r->next_gone;
      free(r);
    }
  }
}
