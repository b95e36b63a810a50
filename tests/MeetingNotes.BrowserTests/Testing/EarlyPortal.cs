namespace MeetingNotes.BrowserTests.Testing;

/// <summary>The portal as it was in the morning of 11 April 2018: the meeting that started the project is planned and has no note yet.</summary>
public sealed class EarlyPortal : PortalServer
{
    public static readonly DateOnly FirstNoteOn = new(2018, 4, 11);

    private readonly string _notes = Directory.CreateTempSubdirectory("noterat-test-").FullName;

    protected override string SampleNotes => _notes;

    public override ValueTask InitializeAsync()
    {
        var seeds = Path.Combine(PortalFixture.Root, "seeds");
        foreach (var file in Directory.EnumerateFiles(seeds, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_notes, Path.GetRelativePath(seeds, file));
            if (!DateOnly.TryParseExact(Path.GetFileName(copy).AsSpan(0, Math.Min(10, Path.GetFileName(copy).Length)), "O", out var heldOn) || heldOn < FirstNoteOn)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        return base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_notes, recursive: true);
    }
}
