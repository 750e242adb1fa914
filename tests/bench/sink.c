/*
 * Takes letters as fast as one thread can, and keeps none of them: the other side of tests/bench/smtp.py.
 *
 *     sink [DELAY]      prints its port; answers DELAY milliseconds after what it answers to has come in
 *
 * It speaks just enough SMTP for a sender that behaves: EHLO, MAIL, RCPT, DATA, RSET, NOOP, QUIT, PIPELINING. At the
 * end (SIGTERM) it prints how many letters it took.
 */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 1 << 18, ANSWERS = 1 << 14, CONNECTIONS = 1024 };

struct connection {
    int plug;
    int in_body;
    size_t length;            /* of what waits in `input` */
    size_t answered;          /* length of what waits in `output` */
    double due;               /* when `output` may leave */
    char input[ROOM];
    char output[ANSWERS];
};

static struct connection *open_ones[CONNECTIONS];
static double delay;
static volatile sig_atomic_t is_over;
static unsigned long taken;

static void stop(int signal_number) {
    (void)signal_number;
    is_over = 1;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void answer(struct connection *one, const char *text) {
    size_t size = strlen(text);
    if (one->answered + size > ANSWERS)
        return;
    if (one->answered == 0)
        one->due = now() + delay;
    memcpy(one->output + one->answered, text, size);
    one->answered += size;
}

/* Writes what is due. Returns -1 when the other side has gone. */
static int release(struct connection *one) {
    if (one->answered == 0 || (delay > 0 && now() < one->due))
        return 0;
    ssize_t sent = send(one->plug, one->output, one->answered, MSG_NOSIGNAL);
    if (sent < 0)
        return errno == EAGAIN ? 0 : -1;
    memmove(one->output, one->output + sent, one->answered - sent);
    one->answered -= sent;
    return 0;
}

/* Answers a line. Returns -1 for QUIT. */
static int command(struct connection *one, char verb, char second) {
    switch (verb | 32) {
    case 'e':
        answer(one, "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n");
        break;
    case 'd':
        answer(one, "354 go ahead\r\n");
        one->in_body = 1;
        break;
    case 'q':
        answer(one, "221 2.0.0 bye\r\n");
        return -1;
    case 'r':
        answer(one, (second | 32) == 's' ? "250 2.0.0 Ok\r\n" : "250 2.1.5 Ok\r\n");
        break;
    default:
        answer(one, "250 2.1.0 Ok\r\n");
    }
    return 0;
}

/* Reads what has come in as far as it is whole. Returns -1 when the connection is over. */
static int read_on(struct connection *one) {
    char *at = one->input, *end = one->input + one->length;
    while (at < end) {
        if (one->in_body) {
            /* A letter is never empty here, so that its end is always a whole line after another. */
            char *found = memmem(at, end - at, "\r\n.\r\n", 5);
            if (!found) {
                size_t rest = end - at < 4 ? end - at : 4;
                memmove(one->input, end - rest, rest);
                one->length = rest;
                return 0;
            }
            at = found + 5;
            one->in_body = 0;
            taken++;
            answer(one, "250 2.0.0 Ok: queued\r\n");
        } else {
            char *line_end = memchr(at, '\n', end - at);
            if (!line_end)
                break;
            if (command(one, at[0], at[1]) < 0)
                return -1;
            at = line_end + 1;
        }
    }
    one->length = end - at;
    memmove(one->input, at, one->length);
    return 0;
}

static void leave(struct connection *one) {
    release(one);
    close(one->plug);
    open_ones[one->plug] = NULL;
    free(one);
}

static void welcome(int listener, int events) {
    int plug, on = 1;
    while ((plug = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        struct connection *one = plug < CONNECTIONS ? calloc(1, sizeof *one) : NULL;
        if (!one) {
            close(plug);
            continue;
        }
        setsockopt(plug, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        one->plug = plug;
        open_ones[plug] = one;
        struct epoll_event wish = {.events = EPOLLIN, .data.fd = plug};
        epoll_ctl(events, EPOLL_CTL_ADD, plug, &wish);
        answer(one, "220 sink ESMTP\r\n");
        release(one);
    }
}

static void hear(struct connection *one) {
    ssize_t got = recv(one->plug, one->input + one->length, ROOM - one->length, 0);
    if (got < 0 && errno == EAGAIN)
        return;
    if (got <= 0) {
        leave(one);
        return;
    }
    one->length += got;
    if (read_on(one) < 0 || release(one) < 0)
        leave(one);
}

static void release_all(void) {
    for (int plug = 0; plug < CONNECTIONS; plug++)
        if (open_ones[plug] && release(open_ones[plug]) < 0)
            leave(open_ones[plug]);
}

/* Milliseconds until the next answer is due, rounded down: better to look too often than to be late. */
static int patience(void) {
    double nearest = 1e9;
    for (int plug = 0; plug < CONNECTIONS; plug++)
        if (open_ones[plug] && open_ones[plug]->answered && open_ones[plug]->due < nearest)
            nearest = open_ones[plug]->due;
    double left = nearest - now();
    return left > 1e8 ? -1 : left > 0 ? (int)(left * 1000) : 0;
}

static int listening(void) {
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof place;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (bind(listener, (struct sockaddr *)&place, size) || listen(listener, 256) ||
        getsockname(listener, (struct sockaddr *)&place, &size))
        exit(1);
    printf("%d\n", ntohs(place.sin_port));
    fflush(stdout);
    return listener;
}

int main(int count, char **arguments) {
    delay = count > 1 ? atof(arguments[1]) / 1000 : 0;
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, NULL);
    int listener = listening(), events = epoll_create1(0);
    struct epoll_event wish = {.events = EPOLLIN, .data.fd = listener}, found[64];
    epoll_ctl(events, EPOLL_CTL_ADD, listener, &wish);
    while (!is_over) {
        int number = epoll_wait(events, found, 64, delay > 0 ? patience() : -1);
        for (int i = 0; i < number; i++) {
            if (found[i].data.fd == listener)
                welcome(listener, events);
            else if (open_ones[found[i].data.fd])
                hear(open_ones[found[i].data.fd]);
        }
        if (delay > 0)
            release_all();
    }
    printf("%lu\n", taken);
    return 0;
}
