-- :rows rows behind each other in one chain of the audit trail, as payments leave them.
SELECT count(*) FROM (
  SELECT audit_append('v', '王芳', 'os:wangfang', 'record-payment', 'done', '{"project":"13062525P000232100244",'
    '"date":"2025-03-20","amount":"7500元","voucher":"记-1","category":null,"memo":null,"division":null}')
  FROM generate_series(1, :rows)) x
