-- Counted every minute, beside sent mails of a month.
CREATE INDEX outbox_given_up_idx ON outbox (created_at) WHERE next_try_at IS NULL AND sent_at IS NULL;
