#pragma once
#include <libxml/xmlversion.h>
// Debian's libxml2 shows ICU's types in its headers, and Foundation brings an ICU of its own: one program cannot see both.
// Nothing here uses them.
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>
