INSERT INTO peer_row (name) VALUES ('保洁费项目');
