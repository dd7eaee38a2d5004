#include "Embedded.h"

static const char province[] = {
#embed "../../sql/bench/province.sql"
    , 0};
const char *embedded_bench_province(void) { return province; }

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
