-- One row committed: what the disk and the server take by themselves.
INSERT INTO bare VALUES (1)
