#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

/// The library takes names through the locale of the thread, and a program has none that knows Chinese unless it asks: this thread
/// has one from here on. Returns what was before.
static inline void *carchive_enter_utf8(void) {
  locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  return utf8 ? (void *)uselocale(utf8) : (void *)0;
}

/// Gives the thread back what it had before; nothing for nothing.
static inline void carchive_leave(void *before) {
  if (!before) return;
  locale_t own = uselocale((locale_t)before);
  if (own != LC_GLOBAL_LOCALE) freelocale(own);
}
