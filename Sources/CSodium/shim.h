#pragma once
#include <errno.h>
#include <sodium.h>

/// Whether a password is the one of a hash: 1 for yes, 0 for no, -1 where there is no memory for it, -2 where the hash is none.
/// libsodium tells these apart by errno only, which is to be read at once.
static inline int sodium_password_is(
    const char *_Nonnull hash, const unsigned char *_Nonnull password, unsigned long long length) {
  errno = 0;
  if (crypto_pwhash_argon2id_str_verify(hash, (const char *)password, length) == 0) return 1;
  return errno == EINVAL ? 0 : errno == ENOMEM ? -1 : -2;
}
