#include "CNotify.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static int is_private_v4(uint32_t a) {
  static const struct {
    uint32_t network;
    int bits;
  } ranges[] = {
      {0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},  {0xA9FE0000, 16}, {0xAC100000, 12},
      {0xC0000000, 24}, {0xC0000200, 24}, {0xC0A80000, 16}, {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24},
      {0xE0000000, 4},  {0xF0000000, 4},
  };
  for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
    if (a >> (32 - ranges[i].bits) == ranges[i].network >> (32 - ranges[i].bits)) return 1;
  return 0;
}

static int is_private_v6(const uint8_t a[16]) {
  static const uint8_t zero[16];
  uint32_t last = (uint32_t)a[12] << 24 | (uint32_t)a[13] << 16 | (uint32_t)a[14] << 8 | a[15];
  // Unspecified, loopback and the old embedded form; mapped; 64:ff9b::/96 and 2002::/16 hide an IPv4 address too.
  if (memcmp(a, zero, 12) == 0) return last <= 1 || is_private_v4(last);
  if (memcmp(a, zero, 10) == 0 && a[10] == 0xFF && a[11] == 0xFF) return is_private_v4(last);
  if (a[0] == 0x00 && a[1] == 0x64 && a[2] == 0xFF && a[3] == 0x9B) return 1;
  if (a[0] == 0x20 && a[1] == 0x02)
    return is_private_v4((uint32_t)a[2] << 24 | (uint32_t)a[3] << 16 | (uint32_t)a[4] << 8 | a[5]);
  if (a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0D && a[3] == 0xB8) return 1;
  if (a[0] == 0x01 && a[1] == 0x00) return 1;
  return (a[0] & 0xFE) == 0xFC || (a[0] == 0xFE && (a[1] & 0x80) == 0x80) || a[0] == 0xFF;
}

static int is_private(const struct sockaddr *address) {
  if (address->sa_family == AF_INET)
    return is_private_v4(ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr));
  if (address->sa_family == AF_INET6) return is_private_v6(((const struct sockaddr_in6 *)address)->sin6_addr.s6_addr);
  return 1;
}

static void print(const struct sockaddr *address, char *text, socklen_t room) {
  const void *raw = address->sa_family == AF_INET6 ? (const void *)&((const struct sockaddr_in6 *)address)->sin6_addr
                                                   : (const void *)&((const struct sockaddr_in *)address)->sin_addr;
  text[0] = 0;
  inet_ntop(address->sa_family, raw, text, room);
}

int notify_is_private(const char *text) {
  struct sockaddr_in v4 = {.sin_family = AF_INET};
  struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
  if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) return is_private((struct sockaddr *)&v4);
  if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1) return is_private((struct sockaddr *)&v6);
  return 1;
}

struct state {
  const struct notify_request *request;
  struct notify_answer *answer;
  size_t length;
  int refused, tried;
};

static int is_forbidden(const struct notify_request *request, const struct sockaddr *address) {
  if (request->allows_private || !is_private(address)) return 0;
  char text[INET6_ADDRSTRLEN];
  print(address, text, sizeof text);
  return !request->exempt || strcmp(text, request->exempt) != 0;
}

// Called with the very address that is about to be connected to, so that a name cannot resolve to another one later. Where
// one is refused libcurl goes on with the name's next one.
static curl_socket_t open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address) {
  struct state *state = user;
  (void)purpose;
  if (is_forbidden(state->request, &address->addr)) {
    state->refused = 1;
    print(&address->addr, state->answer->address, sizeof state->answer->address);
    return CURL_SOCKET_BAD;
  }
  state->tried = 1;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// The first bytes are kept, the rest is read and let go; an endless answer runs into the time limit.
static size_t take_body(char *bytes, size_t size, size_t count, void *user) {
  struct state *state = user;
  size_t room = state->request->text_room - 1 - state->length, length = size * count;
  size_t kept = length < room ? length : room;
  memcpy(state->request->text + state->length, bytes, kept);
  state->length += kept;
  return length;
}

// For mail, each line of the server comes here: the last one is the receipt, or says why not. 221 is its good-bye after that.
static size_t take_line(char *bytes, size_t size, size_t count, void *user) {
  struct state *state = user;
  size_t length = size * count;
  if (state->request->mail_to && length > 0 && !(length > 3 && memcmp(bytes, "221", 3) == 0)) {
    size_t room = state->request->text_room - 1, kept = length < room ? length : room;
    while (kept > 0 && (bytes[kept - 1] == '\r' || bytes[kept - 1] == '\n')) kept--;
    memcpy(state->request->text, bytes, kept);
    state->request->text[kept] = 0;
  }
  return length;
}

static void prepare(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

static curl_mime *alternatives(CURL *curl, const struct notify_request *request);

// The text in its forms, and a file beside it.
static curl_mime *with_file(CURL *curl, const struct notify_request *request) {
  curl_mime *mime = curl_mime_init(curl);
  curl_mimepart *part = curl_mime_addpart(mime);
  curl_mime_subparts(part, alternatives(curl, request));
  curl_mime_type(part, "multipart/alternative");
  part = curl_mime_addpart(mime);
  curl_mime_data(part, request->file, request->file_length);
  curl_mime_type(part, request->file_type);
  curl_mime_encoder(part, "base64");
  struct curl_slist *disposition = curl_slist_append(NULL, request->file_disposition);
  curl_mime_headers(part, disposition, 1);
  return mime;
}

static curl_mime *alternatives(CURL *curl, const struct notify_request *request) {
  curl_mime *mime = curl_mime_init(curl);
  curl_mimepart *part = curl_mime_addpart(mime);
  curl_mime_data(part, request->body, request->body_length);
  curl_mime_type(part, "text/plain; charset=UTF-8");
  curl_mime_encoder(part, "base64");
  if (request->html) {
    part = curl_mime_addpart(mime);
    curl_mime_data(part, request->html, CURL_ZERO_TERMINATED);
    curl_mime_type(part, "text/html; charset=UTF-8");
    curl_mime_encoder(part, "base64");
  }
  return mime;
}

void notify_transfer(const struct notify_request *request, struct notify_answer *answer) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, prepare);
  memset(answer, 0, sizeof *answer);
  memset(request->text, 0, request->text_room);
  struct state state = {.request = request, .answer = answer};
  CURL *curl = curl_easy_init();
  if (!curl) {
    answer->result = CURLE_FAILED_INIT;
    return;
  }
  struct curl_slist *headers = NULL, *receivers = NULL, *addresses = NULL;
  curl_mime *mime = NULL;
  for (size_t i = 0; i < request->header_count; i++) headers = curl_slist_append(headers, request->headers[i]);
  curl_easy_setopt(curl, CURLOPT_URL, request->url);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, request->connect_timeout_ms);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, request->timeout_ms);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, answer->error);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &state);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &state);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_line);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &state);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  // The time limit holds for asking for a name, too: that is done in a thread, which is not waited for.
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
  if (request->resolve) {
    addresses = curl_slist_append(NULL, request->resolve);
    curl_easy_setopt(curl, CURLOPT_RESOLVE, addresses);
  }
  // Only the proxy that was configured, for all hosts: neither a proxy nor exceptions from one out of the environment.
  curl_easy_setopt(curl, CURLOPT_PROXY, request->proxy ? request->proxy : "");
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
  if (request->ca_file) curl_easy_setopt(curl, CURLOPT_CAINFO, request->ca_file);
  if (request->user) curl_easy_setopt(curl, CURLOPT_USERNAME, request->user);
  if (request->password) curl_easy_setopt(curl, CURLOPT_PASSWORD, request->password);
  if (request->mail_to) {
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, request->mail_from);
    receivers = curl_slist_append(NULL, request->mail_to);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers);
    if (request->requires_tls) curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    // libcurl adds the boundary.
    headers = curl_slist_append(
        headers, request->file ? "Content-Type: multipart/mixed" : "Content-Type: multipart/alternative");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    mime = request->file ? with_file(curl, request) : alternatives(curl, request);
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime);
  } else {
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    if (request->body) {
      curl_easy_setopt(curl, CURLOPT_POST, 1L);
      curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
    }
  }
  answer->result = curl_easy_perform(curl);
  // Where an address that may be reached was tried, what came of it counts, not that another one was refused.
  answer->is_refused = answer->result != CURLE_OK && state.refused && !state.tried;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
  curl_off_t wait = 0;
  if (!request->mail_to && curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK)
    answer->retry_after = wait < 0 ? 0 : wait > NOTIFY_LONGEST_WAIT ? NOTIFY_LONGEST_WAIT : (long)wait;
  if (answer->result != CURLE_OK && answer->error[0] == 0)
    strncpy(answer->error, curl_easy_strerror(answer->result), sizeof answer->error - 1);
  curl_mime_free(mime);
  curl_slist_free_all(headers);
  curl_slist_free_all(receivers);
  curl_slist_free_all(addresses);
  curl_easy_cleanup(curl);
}
