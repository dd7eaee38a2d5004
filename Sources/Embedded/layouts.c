#include "Embedded.h"

static const char cn_monitoring[] = {
#embed "layouts/cn-monitoring.json"
    , 0};
static const char cn_self_evaluation[] = {
#embed "layouts/cn-self-evaluation.json"
    , 0};
static const char he_self_evaluation[] = {
#embed "layouts/he-self-evaluation.json"
    , 0};
static const char sc_self_evaluation[] = {
#embed "layouts/sc-self-evaluation.json"
    , 0};

static const char cn_monitoring_department[] = {
#embed "layouts/cn-monitoring-department.json"
    , 0};
static const char cn_self_evaluation_department[] = {
#embed "layouts/cn-self-evaluation-department.json"
    , 0};

static const char *const all[] = {cn_monitoring, cn_self_evaluation, he_self_evaluation, sc_self_evaluation,
                                  cn_monitoring_department, cn_self_evaluation_department};

size_t embedded_layout_count(void) { return sizeof all / sizeof *all; }
const char *embedded_layout_text(size_t index) { return all[index]; }
