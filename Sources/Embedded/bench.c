#include "Embedded.h"

static const char province[] = {
#embed "../../sql/bench/province.sql"
    , 0};
const char *embedded_bench_province(void) { return province; }

static const char year[] = {
#embed "../../sql/bench/year.sql"
    , 0};
const char *embedded_bench_year(void) { return year; }

static const char peer_tables[] = {
#embed "../../sql/bench/peer_tables.sql"
    , 0};
const char *embedded_bench_peer_tables(void) { return peer_tables; }

static const char peer_evaluate[] = {
#embed "../../sql/bench/peer_evaluate.sql"
    , 0};
const char *embedded_bench_peer_evaluate(void) { return peer_evaluate; }

static const char difference[] = {
#embed "../../sql/bench/difference.sql"
    , 0};
const char *embedded_bench_difference(void) { return difference; }

static const char ingest_peer[] = {
#embed "../../sql/bench/ingest_peer.sql"
    , 0};
const char *embedded_bench_ingest_peer(void) { return ingest_peer; }

static const char empty_ledger[] = {
#embed "../../sql/bench/empty_ledger.sql"
    , 0};
const char *embedded_bench_empty_ledger(void) { return empty_ledger; }

static const char full_ledger[] = {
#embed "../../sql/bench/full_ledger.sql"
    , 0};
const char *embedded_bench_full_ledger(void) { return full_ledger; }

static const char import_peer[] = {
#embed "../../sql/bench/import_peer.sql"
    , 0};
const char *embedded_bench_import_peer(void) { return import_peer; }

static const char import_peer_row[] = {
#embed "../../sql/bench/import_peer_row.sql"
    , 0};
const char *embedded_bench_import_peer_row(void) { return import_peer_row; }

static const char jobs_done[] = {
#embed "../../sql/bench/jobs_done.sql"
    , 0};
const char *embedded_bench_jobs_done(void) { return jobs_done; }

static const char jobs_waiting[] = {
#embed "../../sql/bench/jobs_waiting.sql"
    , 0};
static const char typed_payments[] = {
#embed "../../sql/bench/typed_payments.sql"
    , 0};
const char *embedded_bench_jobs_waiting(void) { return jobs_waiting; }
const char *embedded_bench_typed_payments(void) { return typed_payments; }

static const char overspent[] = {
#embed "../../sql/bench/overspent.sql"
    , 0};
const char *embedded_bench_overspent(void) { return overspent; }

static const char bare_table[] = {
#embed "../../sql/bench/bare_table.sql"
    , 0};
const char *embedded_bench_bare_table(void) { return bare_table; }

static const char bare_row[] = {
#embed "../../sql/bench/bare_row.sql"
    , 0};
const char *embedded_bench_bare_row(void) { return bare_row; }

static const char audit_rows[] = {
#embed "../../sql/bench/audit_rows.sql"
    , 0};
const char *embedded_bench_audit_rows(void) { return audit_rows; }
