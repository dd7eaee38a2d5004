-- compatible
-- A notice is a letter: its number in the register of letters, and the organ that sent it, as they were when it went out. Of
-- notices that went out before, nobody said either.
ALTER TABLE rectification ADD COLUMN organ text CHECK (organ <> ''),
  ADD COLUMN letter_mark text CHECK (letter_mark <> ''),
  ADD COLUMN letter_year smallint,
  ADD COLUMN letter_serial integer CHECK (letter_serial > 0),
  ADD CONSTRAINT rectification_letter CHECK (num_nulls(letter_mark, letter_year, letter_serial) IN (0, 3));
CREATE UNIQUE INDEX rectification_by_letter ON rectification (letter_mark, letter_year, letter_serial);
COMMENT ON COLUMN rectification.organ IS '发文机关：发出时的名称；空为没有写明';
COMMENT ON COLUMN rectification.letter_mark IS '发文字号的机关代字；与年份、序号同有同无';
