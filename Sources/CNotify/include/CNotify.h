#pragma once
#include <stddef.h>

/// One transfer by libcurl, whose own interface is variadic. All texts are borrowed for the length of the call.
struct notify_request {
  /// http://, https://, smtp:// or smtps://
  const char *_Nullable url;
  /// Header lines without line ends; for mail the headers of the mail.
  const char *_Nonnull const *_Nullable headers;
  size_t header_count;
  /// What is posted, null to get; for mail the plain text.
  const char *_Nullable body;
  size_t body_length;
  /// The HTML part of a mail; null for none.
  const char *_Nullable html;
  /// A file that goes with a mail, with its type and the whole header line of its disposition; null for none.
  const char *_Nullable file;
  size_t file_length;
  const char *_Nullable file_type, *_Nullable file_disposition;
  /// Sender and receiver of a mail; null for HTTP.
  const char *_Nullable mail_from, *_Nullable mail_to;
  const char *_Nullable user, *_Nullable password;
  /// Whether a mail connection must change to TLS.
  int requires_tls;
  /// Whether addresses in private networks may be reached.
  int allows_private;
  /// One address in a private network that may be reached nonetheless; null for none.
  const char *_Nullable exempt;
  /// Addresses to take for a name instead of asking for them, as host:port:address,address; null to ask.
  const char *_Nullable resolve;
  const char *_Nullable proxy, *_Nullable ca_file;
  long connect_timeout_ms, timeout_ms;
  /// Where the first bytes of the answer are put, or the last line of the mail server; ends with zero.
  char *_Nullable text;
  size_t text_room;
};

/// The longest wait that is believed, in seconds: a day.
#define NOTIFY_LONGEST_WAIT 86400

/// What came of it.
struct notify_answer {
  /// libcurl's result; 0 is well.
  int result;
  /// The HTTP status, or the last reply code of the mail server; 0 for none.
  long status;
  /// The value of Retry-After, a number or a date, in seconds from now: 0…NOTIFY_LONGEST_WAIT; 0 for none.
  long retry_after;
  /// Whether nothing came of it since every address of the target is one that must not be reached; and such an address.
  int is_refused;
  char address[64];
  /// libcurl's words.
  char error[256];
};

/// Does a transfer. Blocks until it is over or out of time.
void notify_transfer(const struct notify_request *_Nonnull request, struct notify_answer *_Nonnull answer);

/// Whether an address, written as text, lies in a range that must not be reached unless allowed: loopback, private,
/// link-local, shared, multicast and the like. 1 for yes and for what is no address.
int notify_is_private(const char *_Nonnull address);
