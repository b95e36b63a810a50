namespace MeetingNotes.Core.Notes.Files;

/// <summary>What a <c>portal.yaml</c> may not say although each line of it can be read.</summary>
internal static class PortalFileChecks
{
    public static void RefuseDoubles(PortalFile file, YamlFields fields)
    {
        foreach (var (key, slugs) in (ReadOnlySpan<(string, IEnumerable<string>)>)
            [("organ", file.Bodies.Select(body => body.Slug)), ("ämnen", file.Topics.Select(topic => topic.Slug)), ("ärenden", file.Matters.Select(matter => matter.Slug))])
        {
            if (slugs.CountBy(slug => slug).FirstOrDefault(entry => entry.Value > 1) is { Value: > 1 } doubled)
            {
                fields.Fault(key, $"”{doubled.Key}” står två gånger under ”{key}”. Behåll en.");
            }
        }
    }

    /// <summary>
    /// Matters are joined for ever: a former slug is refused unless it is gone from the file and belongs to one matter only. Rings
    /// (A was B, B was C, C was A) are refused with the rest.
    /// </summary>
    public static void RefuseFormerMatters(IReadOnlyList<PortalMatter> matters, List<NoteFileProblem> problems)
    {
        var present = matters.Select(matter => matter.Slug).ToHashSet(StringComparer.Ordinal);
        var claimed = new Dictionary<string, PortalMatter>(StringComparer.Ordinal);
        foreach (var matter in matters)
        {
            foreach (var former in matter.FormerSlugs.Distinct())
            {
                var problem = former switch
                {
                    _ when former == matter.Slug => $"”{former}” är ärendets egen slug. Ta bort den ur ”tidigare slugar”.",
                    _ when present.Contains(former) =>
                        $"”{former}” är ett eget ärende i filen. Ska det fogas ihop med ”{matter.Name}”, ta bort det ärendet; annars ta bort det ur ”tidigare slugar”.",
                    _ when !claimed.TryAdd(former, matter) => $"”{former}” är också en tidigare slug till ”{claimed[former].Name}”. Behåll den på ett ställe.",
                    _ => null,
                };
                if (problem is not null)
                {
                    problems.Add(new NoteFileProblem(matter.SourceLine, problem));
                }
            }
        }
    }

    /// <summary>In the text as it stands, which tells the line; or as YAML means it, with escapes and over two lines.</summary>
    public static void RefusePersonalNumbers(string source, YamlFields fields, List<NoteFileProblem> problems) =>
        problems.AddRange(PersonalNumberRefusal.In(source) is { Count: > 0 } written
            ? written
            : fields.Scalars().SelectMany(scalar => PersonalNumberRefusal.In(scalar.Text, scalar.Line)).Distinct());
}
