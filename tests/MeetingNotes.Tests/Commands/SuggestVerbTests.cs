using System.Diagnostics;
using System.Text;
using MeetingNotes.Web.Commands;

namespace MeetingNotes.Tests.Commands;

/// <summary>The executable itself, without any database.</summary>
public sealed class SuggestVerbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("noterat-suggest-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Suggest_NoteFile_PrintsEachSuggestionAndTheirNumber()
    {
        var path = await WriteAsync("---\norgan: Kulturforum\nmöte: 2018-04-11\n---\n\n## Bussar och tåg\n\nKollektivtrafikmyndigheten lämnar sitt förslag i juni i år.\n");

        var (code, output, errors) = await RunAsync(path, "--mote", "2019-01-01");

        Assert.Equal(
            """
            Rad 8, under ”Bussar och tåg”:
            Kollektivtrafikmyndigheten lämnar sitt förslag i juni i år.
              Tid: i juni i år, alltså juni 2018
              Ansvarig: Kollektivtrafikmyndigheten
            - [ ] Kollektivtrafikmyndigheten lämnar sitt förslag i juni i år (senast: juni i år; ansvarig: Kollektivtrafikmyndigheten)

            1 förslag till uppföljning, räknat från mötet den 11 april 2018.

            """.ReplaceLineEndings(), output);
        Assert.Equal((0, ""), (code, errors));
    }

    [Fact]
    public async Task Suggest_PlainTextWithTheDayAsOption_CountsFromIt()
    {
        var path = await WriteAsync("Frågan tas upp vid nästa möte. Remissen skickas ut i maj, och svaren väntas i höst.");

        var (code, output, _) = await RunAsync(path, "--mote", "2018-04-11");

        Assert.Equal(0, code);
        Assert.Contains("Rad 1:\nFrågan tas upp vid nästa möte.\n  Tid: vid nästa möte\n".ReplaceLineEndings(), output, StringComparison.Ordinal);
        Assert.Contains("  Tid: i höst, alltså hösten 2018\n- [ ] Svaren väntas i höst (senast: i höst)\n".ReplaceLineEndings(), output, StringComparison.Ordinal);
        Assert.EndsWith("3 förslag till uppföljningar, räknat från mötet den 11 april 2018." + Environment.NewLine, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggest_NothingPromised_SaysSoAndSucceeds()
    {
        var path = await WriteAsync("Noterat från Kulturforum 10 april\n\n2018-04-11 09:00\n\nRådet tackade för sig.");

        var (code, output, _) = await RunAsync(path);

        Assert.Equal((0, "Inga förslag till uppföljningar, räknat från mötet den 10 april 2018." + Environment.NewLine), (code, output));
    }

    [Theory]
    [InlineData("Frågan tas upp i juni.", new string[0], "det framgår inte vilken dag mötet var. Lägg till dagen, till exempel --mote 2018-04-11.")]
    [InlineData("Frågan tas upp i juni.", new[] { "--mote", "11 april" }, "”11 april” är inget datum. Skriv mötets dag som --mote 2018-04-11.")]
    [InlineData(null, new string[0], "filen går inte att läsa. Finns den, och har du rätt att läsa den?")]
    public async Task Suggest_WhatItCannotDo_SaysWhatToDo(string? text, string[] options, string message)
    {
        var path = text is null ? Path.Combine(_folder.FullName, "saknas.md") : await WriteAsync(text);

        var (code, output, errors) = await RunAsync([path, .. options]);

        Assert.Equal((1, ""), (code, output));
        Assert.EndsWith(message + Environment.NewLine, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("suggest", "suggest: FIL saknas.")]
    [InlineData("suggest a.md b.md", "suggest: ”b.md” är ett ord för mycket.")]
    [InlineData("suggest a.md --möte 2018-04-11", "suggest: tillvalet --möte finns inte.")]
    [InlineData("suggest a.md --mote", "suggest: skriv ett värde efter --mote.")]
    [InlineData("import", "import: SÖKVÄG saknas.")]
    [InlineData("export", "export: MAPP saknas.")]
    [InlineData("migrate nu", "migrate: ”nu” är ett ord för mycket.")]
    [InlineData("demo många", "demo: ”många” går inte att använda som ANTAL.")]
    [InlineData("demo 0", "demo: ”0” går inte att använda som ANTAL.")]
    [InlineData("demo 10 --seed ett", "demo: ”ett” går inte att använda för --seed.")]
    [InlineData("sugest a.md", "”sugest” är inget verb.")]
    public async Task Verb_WrongArguments_SaysWhatIsWrongBeforeTheHelp(string arguments, string message)
    {
        var words = arguments.Split(' ');

        var (code, output, errors) = await RunVerbAsync(words[0], words[1..]);

        Assert.Equal((2, message + Environment.NewLine + Environment.NewLine), (code, errors));
        Assert.StartsWith("Noterat: noteringar från möten.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggest_FileInAnotherEncoding_IsRefused()
    {
        var path = Path.Combine(_folder.FullName, "latin1.txt");
        await File.WriteAllBytesAsync(path, Encoding.Latin1.GetBytes("Frågan tas upp på nästa möte."), TestContext.Current.CancellationToken);

        var (code, _, errors) = await RunAsync(path, "--mote", "2018-04-11");

        Assert.Equal(1, code);
        Assert.Contains("inte sparad som UTF-8", errors, StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string text)
    {
        var path = Path.Combine(_folder.FullName, "text.md");
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunVerbAsync("suggest", arguments);

    private static async Task<(int Code, string Output, string Errors)> RunVerbAsync(string verb, params string[] arguments)
    {
        var ct = TestContext.Current.CancellationToken;
        string[] command = [typeof(Verbs).Assembly.Location, verb, .. arguments];
        using var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        })!;
        var errors = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, output, await errors);
    }
}
