#include "Embedded.h"

/// The manual, a file a topic, in their order.
static const char manual[] = {
#embed "help/01-first-hour.txt"
    , '\n',
#embed "help/02-documents.txt"
    , '\n',
#embed "help/03-recording.txt"
    , '\n',
#embed "help/04-warnings.txt"
    , '\n',
#embed "help/05-forms.txt"
    , '\n',
#embed "help/06-bureau.txt"
    , '\n',
#embed "help/07-accounts.txt"
    , '\n',
#embed "help/08-signing-in.txt"
    , '\n',
#embed "help/09-messages.txt"
    , '\n',
#embed "help/10-channels.txt"
    , '\n',
#embed "help/11-service.txt"
    , '\n',
#embed "help/12-databases.txt"
    , '\n',
#embed "help/13-audit-trail.txt"
    , '\n',
#embed "help/14-answers.txt"
    , '\n',
#embed "help/15-pages.txt"
    , '\n',
#embed "help/16-commands.txt"
    , 0};

const char *embedded_manual(void) { return manual; }
