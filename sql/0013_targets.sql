-- compatible
-- A target may be a date: its value is the day on which it was reached. The judgement that follows from the document of that
-- moment is kept beside it, for programs and people that know judgements only; what counts is the day, held against the target
-- that holds when it is asked. Not validated: every row there is has none, and a long table is not read for that.
ALTER TABLE observation ADD COLUMN reached_on date,
  ADD CONSTRAINT observation_reached_on CHECK (reached_on IS NULL OR (judgement IS NOT NULL AND reached_on <= observed_on))
  NOT VALID;
COMMENT ON COLUMN observation.reached_on IS '完成日期：指标值为时限时填报；其余为空';
