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

    /// <summary>A number that the file as text does not show: written with YAML's escapes, or broken over two lines.</summary>
    public static void RefusePersonalNumbers(YamlFields fields, List<NoteFileProblem> problems) =>
        problems.AddRange(fields.Scalars().SelectMany(scalar => PersonalNumberRefusal.In(scalar.Text, scalar.Line)).Distinct());
}
