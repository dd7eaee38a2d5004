#include "Embedded.h"

static const char m1[] = {
#embed "../../sql/0001_budget.sql"
    , 0};
static const char m2[] = {
#embed "../../sql/0002_recording.sql"
    , 0};
static const char m3[] = {
#embed "../../sql/0003_alerts.sql"
    , 0};
static const char m4[] = {
#embed "../../sql/0004_scheduling.sql"
    , 0};
static const char m5[] = {
#embed "../../sql/0005_forms.sql"
    , 0};
static const char m6[] = {
#embed "../../sql/0006_entries.sql"
    , 0};
static const char m7[] = {
#embed "../../sql/0007_documents.sql"
    , 0};
static const char m8[] = {
#embed "../../sql/0008_overlap.sql"
    , 0};
static const char m9[] = {
#embed "../../sql/0009_delivery.sql"
    , 0};
static const char m10[] = {
#embed "../../sql/0010_divisions.sql"
    , 0};
static const char m11[] = {
#embed "../../sql/0011_actors.sql"
    , 0};
static const char m12[] = {
#embed "../../sql/0012_growth.sql"
    , 0};
static const char m13[] = {
#embed "../../sql/0013_targets.sql"
    , 0};
static const char m14[] = {
#embed "../../sql/0014_practice.sql"
    , 0};
static const char m15[] = {
#embed "../../sql/0015_years.sql"
    , 0};
static const char m16[] = {
#embed "../../sql/0016_amendments.sql"
    , 0};
static const char m17[] = {
#embed "../../sql/0017_letters.sql"
    , 0};
static const char m18[] = {
#embed "../../sql/0018_messages.sql"
    , 0};
static const char m19[] = {
#embed "../../sql/0019_layouts.sql"
    , 0};
static const char m20[] = {
#embed "../../sql/0020_accounts.sql"
    , 0};
static const char m21[] = {
#embed "../../sql/0021_audit.sql"
    , 0};
static const char m22[] = {
#embed "../../sql/0022_sign_in.sql"
    , 0};
static const char m23[] = {
#embed "../../sql/0023_oversight.sql"
    , 0};
static const char m24[] = {
#embed "../../sql/0024_substitutes_seen.sql"
    , 0};
static const char m25[] = {
#embed "../../sql/0025_pages.sql"
    , 0};
static const char m26[] = {
#embed "../../sql/0026_drafts.sql"
    , 0};
static const char m27[] = {
#embed "../../sql/0027_changes.sql"
    , 0};
static const char m28[] = {
#embed "../../sql/0028_uploads.sql"
    , 0};
static const char m29[] = {
#embed "../../sql/0029_urging.sql"
    , 0};
static const char m30[] = {
#embed "../../sql/0030_sent.sql"
    , 0};
static const char m31[] = {
#embed "../../sql/0031_draft_answers.sql"
    , 0};
static const char m32[] = {
#embed "../../sql/0032_lists.sql"
    , 0};
static const char m33[] = {
#embed "../../sql/0033_mail_links_and_evidence.sql"
    , 0};
static const struct {
  const char *name, *text;
} migrations[] = {
    {"0001_budget.sql", m1},
    {"0002_recording.sql", m2},
    {"0003_alerts.sql", m3},
    {"0004_scheduling.sql", m4},
    {"0005_forms.sql", m5},
    {"0006_entries.sql", m6},
    {"0007_documents.sql", m7},
    {"0008_overlap.sql", m8},
    {"0009_delivery.sql", m9},
    {"0010_divisions.sql", m10},
    {"0011_actors.sql", m11},
    {"0012_growth.sql", m12},
    {"0013_targets.sql", m13},
    {"0014_practice.sql", m14},
    {"0015_years.sql", m15},
    {"0016_amendments.sql", m16},
    {"0017_letters.sql", m17},
    {"0018_messages.sql", m18},
    {"0019_layouts.sql", m19},
    {"0020_accounts.sql", m20},
    {"0021_audit.sql", m21},
    {"0022_sign_in.sql", m22},
    {"0023_oversight.sql", m23},
    {"0024_substitutes_seen.sql", m24},
    {"0025_pages.sql", m25},
    {"0026_drafts.sql", m26},
    {"0027_changes.sql", m27},
    {"0028_uploads.sql", m28},
    {"0029_urging.sql", m29},
    {"0030_sent.sql", m30},
    {"0031_draft_answers.sql", m31},
    {"0032_lists.sql", m32},
    {"0033_mail_links_and_evidence.sql", m33},
};

size_t embedded_migration_count(void) { return sizeof migrations / sizeof migrations[0]; }
const char *embedded_migration_name(size_t index) { return migrations[index].name; }
const char *embedded_migration_text(size_t index) { return migrations[index].text; }
