using System.Security.Cryptography;
using System.Text;
using Dapper;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Images;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Staff;
using MeetingNotes.Core.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>
/// Imports note files: each whole or not at all. Reading the same file again changes nothing; a changed file becomes a new version.
/// </summary>
public sealed class NoteImport(
    Database db, NotePublishing publishing, PortalFileImport portalFiles, NoteRerendering rerendering, TimeProvider clock, ILogger<NoteImport> logger)
{
    /// <summary>In bytes; a note is smaller, a portal.yaml may be this large.</summary>
    private const int MaxFileLength = 16_000_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Imports files and folders in meeting order, <c>portal.yaml</c> first; calls <paramref name="report"/> once a file. Last, notes
    /// that hold an abbreviation that changed are rendered again.
    /// </summary>
    public async Task ImportAsync(IEnumerable<string> paths, bool replace, Action<ImportResult> report, CancellationToken ct)
    {
        // What answers a follow-up of a file that stands later is tried again, as long as anything new goes in.
        var waiting = ImportOrder(paths).ToList();
        var hasProgress = true;
        while (waiting.Count > 0)
        {
            var again = new List<string>();
            var isLast = !hasProgress;
            hasProgress = false;
            foreach (var path in waiting)
            {
                ct.ThrowIfCancellationRequested();
                var result = await ImportFileAsync(path, replace, ct);
                if (result is { MayPassLater: true } && !isLast)
                {
                    again.Add(path);
                    continue;
                }

                hasProgress = true;
                Report(result, report);
            }

            waiting = again;
        }

        await rerendering.RunAsync(ct);
    }

    private void Report(ImportResult result, Action<ImportResult> report)
    {
        if (result.Outcome == ImportOutcome.Refused)
        {
            logger.LogWarning("Import of {FileName} refused on {ProblemCount} counts", Path.GetFileName(result.Path), result.Problems.Count);
        }

        report(result);
    }

    /// <summary>The files that an import of these paths would read, in its order.</summary>
    public static IReadOnlyList<string> ImportOrder(IEnumerable<string> paths) =>
    [
        .. paths
            .SelectMany(path => Directory.Exists(path)
                ? Directory.EnumerateFiles(path).Where(file => file.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(file) == PortalFile.FileName)
                : [path])
            .OrderByDescending(path => Path.GetFileName(path) == PortalFile.FileName)
            // The name begins with the day of the meeting; a note number sorts after none.
            .ThenBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal),
    ];

    private async Task<ImportResult> ImportFileAsync(string path, bool replace, CancellationToken ct)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxFileLength })
            {
                return ImportResult.Refused(path, [new NoteFileProblem(0, $"Filen är för stor: högst {MaxFileLength / 1_000_000} MB.")]);
            }

            var source = StrictUtf8.GetString(await File.ReadAllBytesAsync(path, ct));
            if (Path.GetFileName(path) == PortalFile.FileName)
            {
                var (isChanged, remarks) = await portalFiles.ImportAsync(PortalFile.Read(source), ct);
                return new ImportResult(path, isChanged ? ImportOutcome.Changed : ImportOutcome.Unchanged) { Remarks = remarks };
            }

            return await ImportNoteAsync(path, source, replace, ct);
        }
        catch (NoteFileException fault)
        {
            return ImportResult.Refused(path, fault.Problems) with { MayPassLater = fault.MayPassLater };
        }
        catch (DecoderFallbackException)
        {
            return ImportResult.Refused(path, [new NoteFileProblem(0, "Filen är inte sparad som UTF-8. Spara om den med den teckenkodningen.")]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return ImportResult.Refused(path, [new NoteFileProblem(0, "Filen går inte att läsa. Finns den, och har du rätt att läsa den?")]);
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.CheckViolation or PostgresErrorCodes.UniqueViolation)
        {
            return ImportResult.Refused(path, [new NoteFileProblem(0, $"Innehållet krockar med något som redan finns, eller bryter mot en regel i databasen ({fault.ConstraintName}).")]);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !Database.IsUnavailable(fault))
        {
            // One file that nobody foresaw must not stop the others.
            logger.LogError(fault, "Import of {FileName} failed", Path.GetFileName(path));
            return ImportResult.Refused(path, [new NoteFileProblem(0, "Filen gick inte att läsa in, och felet är vårt. Det är antecknat i loggen.")]);
        }
    }

    private async Task<ImportResult> ImportNoteAsync(string path, string source, bool replace, CancellationToken ct)
    {
        var note = NoteFileReader.Read(source);
        RefusePersonalNumbers(source);
        RefuseOtherName(path, note);

        var images = new ImageFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var shown = publishing.Check(note, images.Find);
        var hash = Hash(source, shown);
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await NotePublishing.LockAsync(connection, transaction, ct);

        var names = new NameDirectory(connection, transaction);
        var body = await names.FindBodyAsync(note.Body, ct);
        var meeting = body is null ? null : await new MeetingRegister(connection, transaction).FindAsync(body.Id, note.MeetingOn, note.Number, ct);
        var existing = meeting is null ? null : await ExistingNote.LoadAsync(connection, transaction, meeting.Id, ct);
        var drafts = new NoteDrafts(connection, transaction);
        var slug = Text.Slug.From(note.Body, "organ");
        var draft = await drafts.FindAsync([body?.Slug ?? slug, slug], note.MeetingOn, note.Number, ct);
        var isOtherInPortal = existing is { IsWithdrawn: true } or { EditedSinceImport: true };
        if ((existing?.FileHash ?? draft?.FileHash) is { } last && last.AsSpan().SequenceEqual(hash) && !(replace && isOtherInPortal))
        {
            return new ImportResult(path, ImportOutcome.Unchanged);
        }

        if (draft?.SavedBy is not null && !replace)
        {
            throw new NoteFileException(0, "Noteringen har ett utkast som någon har ändrat i portalen. Importera med --ersatt om filen ska gälla i stället.");
        }

        if (isOtherInPortal && !replace)
        {
            throw new NoteFileException(0, existing!.IsWithdrawn
                ? "Noteringen är indragen i portalen. Importera med --ersatt om filen ska gälla i stället."
                : "Noteringen har ändrats i portalen sedan den importerades. Importera med --ersatt om filen ska gälla i stället.");
        }

        await images.StoreAsync(connection, transaction, ct);
        IReadOnlyList<string> remarks;
        var order = new PublishingOrder(Actor.Import) { FileHash = hash };
        var isPublic = note.PublishedAt <= clock.GetUtcNow();
        if (isPublic)
        {
            remarks = await publishing.PublishAsync(connection, transaction, note, images.Find, order, ct);
            if (draft is not null)
            {
                await drafts.DeleteAsync(draft.Id, ct);
            }
        }
        else if (existing is not null)
        {
            throw new NoteFileException(0, "Noteringen är redan publicerad. Skriv tillbaka ”publicerad:”, eller dra in den i portalen.");
        }
        else
        {
            // Published and taken back, to find today what would stop it the day its time comes.
            const string Trial = "trial";
            await transaction.SaveAsync(Trial, ct);
            remarks = await publishing.PublishAsync(connection, transaction, note, images.Find, order, ct);
            await transaction.RollbackAsync(Trial, ct);
            await drafts.SaveAsync(body?.Slug ?? slug, note, hash, shown, clock.GetUtcNow(), ct);
        }

        await transaction.CommitAsync(ct);
        return new ImportResult(path, isPublic
            ? existing is null ? ImportOutcome.Published : ImportOutcome.Changed
            : note.PublishedAt is null ? ImportOutcome.Draft : ImportOutcome.Scheduled)
        {
            Remarks = [.. NoteRemarks.In(note), .. remarks],
        };
    }

    private static void RefusePersonalNumbers(string source)
    {
        if (PersonalNumberRefusal.In(source) is { Count: > 0 } problems)
        {
            throw new NoteFileException(problems);
        }
    }

    private static void RefuseOtherName(string path, NoteDocument note)
    {
        var name = Path.GetFileName(path);
        var day = note.MeetingOn.Iso();
        if (name.Length > 10 && YamlFields.TryDate(name[..10], out _) && !name.StartsWith(day, StringComparison.Ordinal))
        {
            throw new NoteFileException(0, $"Filen heter {name[..10]} men mötet i den är {day}. Rätta det ena.");
        }
    }

    private static byte[] Hash(string source, IReadOnlyList<ImageReference> images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(source));
        foreach (var image in images)
        {
            hash.AppendData(image.Hash);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>The <c>bilder/</c> folder beside a note file; each image is read and verified once.</summary>
    private sealed class ImageFolder(string folder)
    {
        private readonly Dictionary<string, NoteImage?> _images = new(StringComparer.Ordinal);

        public ImageReference? Find(string name)
        {
            if (!_images.TryGetValue(name, out var image))
            {
                _images[name] = image = Read(name);
            }

            return image is null ? null : new ImageReference(image.Name, image.Sha256, image.Width, image.Height);
        }

        public async Task StoreAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
        {
            var images = _images.Values.OfType<NoteImage>().ToList();
            if (images.Count > 0)
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    """
                    INSERT INTO images (hash, content_type, width, height, bytes)
                    SELECT * FROM unnest(@hashes, @types, @widths, @heights, @bytes)
                    ON CONFLICT (hash) DO NOTHING
                    """,
                    new
                    {
                        hashes = images.Select(image => image.Sha256).ToArray(),
                        types = images.Select(image => image.ContentType).ToArray(),
                        widths = images.Select(image => image.Width).ToArray(),
                        heights = images.Select(image => image.Height).ToArray(),
                        bytes = images.Select(image => image.Bytes).ToArray(),
                    }, transaction, cancellationToken: ct));
            }
        }

        private NoteImage? Read(string name)
        {
            var path = Path.Combine(folder, "bilder", name);
            if (name != Path.GetFileName(name) || !File.Exists(path))
            {
                return null;
            }

            try
            {
                return NoteImage.Read(File.ReadAllBytes(path), name);
            }
            catch (ImageRefusedException refusal)
            {
                throw new NoteFileException(0, $"Bilden {name}: {refusal.Message}");
            }
        }
    }
}
