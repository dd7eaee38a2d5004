#pragma once
#include <stddef.h>

/// The numbered migrations of the folder sql/, compiled into the binary so that it can be moved anywhere.
size_t embedded_migration_count(void);
/// The file name of a migration, such as `0001_budget.sql`.
const char *_Nonnull embedded_migration_name(size_t index);
/// The text of a migration, ended by a zero byte.
const char *_Nonnull embedded_migration_text(size_t index);

/// The layouts of forms in the folder layouts/, as JSON: the national ones first.
size_t embedded_layout_count(void);
/// The text of a layout, ended by a zero byte.
const char *_Nonnull embedded_layout_text(size_t index);

/// Style and script of the pages, and the script that one worker runs for all windows of a browser; each ended by a zero byte.
const char *_Nonnull embedded_page_style(void);
const char *_Nonnull embedded_page_script(void);
const char *_Nonnull embedded_page_worker(void);

/// The manual: the files of the folder help/ one after another.
const char *_Nonnull embedded_manual(void);

/// The scripts of the folder sql/bench/, by which the product is measured.
const char *_Nonnull embedded_bench_province(void);
const char *_Nonnull embedded_bench_year(void);
const char *_Nonnull embedded_bench_peer_tables(void);
const char *_Nonnull embedded_bench_peer_evaluate(void);
const char *_Nonnull embedded_bench_difference(void);
const char *_Nonnull embedded_bench_ingest_peer(void);
const char *_Nonnull embedded_bench_empty_ledger(void);
const char *_Nonnull embedded_bench_full_ledger(void);
const char *_Nonnull embedded_bench_import_peer(void);
const char *_Nonnull embedded_bench_import_peer_row(void);
const char *_Nonnull embedded_bench_jobs_done(void);
const char *_Nonnull embedded_bench_jobs_waiting(void);
/// How many payments the made grids have left.
const char *_Nonnull embedded_bench_typed_payments(void);
const char *_Nonnull embedded_bench_overspent(void);
const char *_Nonnull embedded_bench_bare_table(void);
const char *_Nonnull embedded_bench_bare_row(void);
const char *_Nonnull embedded_bench_audit_rows(void);
