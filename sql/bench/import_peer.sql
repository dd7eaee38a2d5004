-- Where the peer of an import puts its rows, one by one.
CREATE TABLE peer_row (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
