-- compatible
-- What was sent after the session was over is kept as an address has it, three bytes for each that is no plain letter: as much as
-- any form takes (4 MB) fits also where all of it is Chinese.
ALTER TABLE kept_post DROP CONSTRAINT kept_post_fields_check,
  ADD CONSTRAINT kept_post_size CHECK (octet_length(fields) <= 12582912);
