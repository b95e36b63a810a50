-- Every instance hears at once that something public has changed, and reads in public_changes (0014) what. A notice that is lost is no harm:
-- they look now and then, too.
CREATE FUNCTION give_notice_of_changes() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM pg_notify('public_changes', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER public_changes_notice AFTER INSERT OR UPDATE ON public_changes FOR EACH STATEMENT EXECUTE FUNCTION give_notice_of_changes();
