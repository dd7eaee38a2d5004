-- What a commit is measured with.
CREATE TABLE bare (number bigint)
