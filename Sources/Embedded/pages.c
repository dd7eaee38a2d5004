#include "Embedded.h"

/// Each area of the pages has a file of its own; browsers get one.
static const char style[] = {
#embed "pages/page.css"
    ,
#embed "pages/home.css"
    ,
#embed "pages/projects.css"
    ,
#embed "pages/entry.css"
    ,
#embed "pages/observations.css"
    ,
#embed "pages/alerts.css"
    ,
#embed "pages/forms.css"
    ,
#embed "pages/documents.css"
    ,
#embed "pages/rectify.css"
    ,
#embed "pages/bureau.css"
    ,
#embed "pages/admin.css"
    ,
#embed "pages/help.css"
    , 0};
static const char script[] = {
#embed "pages/page.js"
    ,
#embed "pages/grid.js"
    ,
#embed "pages/keys.js"
    ,
#embed "pages/upload.js"
    ,
#embed "pages/forms.js"
    ,
#embed "pages/bureau.js"
    ,
#embed "pages/print.js"
    , 0};
static const char worker[] = {
#embed "pages/live.js"
    , 0};

const char *embedded_page_style(void) { return style; }
const char *embedded_page_script(void) { return script; }
const char *embedded_page_worker(void) { return worker; }
