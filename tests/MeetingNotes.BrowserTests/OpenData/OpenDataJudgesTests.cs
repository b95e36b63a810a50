using System.Text.Json;
using MeetingNotes.BrowserTests.Judges;
using MeetingNotes.BrowserTests.Testing;

namespace MeetingNotes.BrowserTests.OpenData;

/// <summary>The OpenAPI document before Spectral with the rules of the REST API profile (D1), and the catalogue before an RDF parser (D5).</summary>
public sealed class OpenDataJudgesTests(PortalFixture portal)
{
    private const string Dcat = "http://www.w3.org/ns/dcat#";
    private const string Terms = "http://purl.org/dc/terms/";
    private const string Type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenApi_BeforeSpectral_HasNoFaults()
    {
        var (output, exitCode) = await LintAsync(await TextAsync("/openapi/v1.json"));

        Assert.True(exitCode == 0, output);
    }

    /// <summary>The judge sees what is wrong.</summary>
    [Theory]
    [InlineData("\"/agenda-items\"", "\"/agenda_Items\"", "res-06-path")]
    [InlineData("\"application/problem\\u002Bjson\"", "\"application/xml\"", "fel-02-problem")]
    [InlineData("*In English:*", "", "dok-06-two-languages")]
    [InlineData("\"https://", "\"http://", "ufn-01-server")]
    [InlineData("\"default\": 20", "\"default\": 25", "fns-09-limit")]
    [InlineData("\"examples\"", "\"x-samples\"", "dok-15-examples")]
    [InlineData("\"name\": \"traceparent\"", "\"name\": \"trace\"", "spa-02-traceparent")]
    public async Task OpenApi_WithAFault_IsRefused(string right, string wrong, string rule)
    {
        var document = await TextAsync("/openapi/v1.json");
        var spoilt = document.Replace(right, wrong, StringComparison.Ordinal).Replace(right.Replace("\\u002B", "+", StringComparison.Ordinal), wrong, StringComparison.Ordinal);
        Assert.NotEqual(document, spoilt);

        var (output, exitCode) = await LintAsync(spoilt);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(rule, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Catalogue_BeforeAnRdfParser_HasWhatDcatApSeDemands()
    {
        var triples = await TriplesAsync(await TextAsync("/datasets/dcat"));

        Assert.DoesNotContain(triples, triple => triple.Terms.Contains("BlankNode", StringComparison.Ordinal));
        Assert.All(triples.Where(triple => triple.Terms.EndsWith("NamedNode", StringComparison.Ordinal)), triple => Assert.True(Uri.TryCreate(triple.Object, UriKind.Absolute, out _), triple.Object));
        AssertHas(Dcat + "Catalog", Terms + "title", Terms + "description", Terms + "publisher", Terms + "license", Dcat + "dataset", Dcat + "service");
        AssertHas(Dcat + "Dataset", Terms + "title", Terms + "description", Terms + "publisher", Dcat + "contactPoint", Dcat + "theme", Dcat + "distribution", Terms + "language", Terms + "accessRights");
        AssertHas(Dcat + "Distribution", Terms + "title", Dcat + "accessURL", Terms + "license", Terms + "format");
        AssertHas(Dcat + "DataService", Terms + "title", Dcat + "endpointURL", Dcat + "endpointDescription", Terms + "publisher", Dcat + "contactPoint", Dcat + "servesDataset", Terms + "accessRights");
        AssertHas("http://xmlns.com/foaf/0.1/Agent", "http://xmlns.com/foaf/0.1/name");
        AssertHas("http://www.w3.org/2006/vcard/ns#Organization", "http://www.w3.org/2006/vcard/ns#fn", "http://www.w3.org/2006/vcard/ns#hasEmail");

        // Titles and descriptions in both languages, and everything of this place that is named is described.
        Assert.All(triples.Where(triple => triple.Predicate == Terms + "title").GroupBy(triple => triple.Subject), titles => Assert.Equal(["en", "sv"], titles.Select(title => title.Language).Order()));
        var described = triples.Select(triple => triple.Subject).ToHashSet();
        Assert.All(triples.Where(triple => triple.Object.Contains("/datasets/dcat#", StringComparison.Ordinal)), triple => Assert.Contains(triple.Object, described));

        void AssertHas(string type, params string[] properties)
        {
            var things = triples.Where(triple => triple.Predicate == Type && triple.Object == type).Select(triple => triple.Subject).ToList();
            Assert.NotEmpty(things);
            Assert.All(things, thing => Assert.All(properties, property => Assert.Contains(triples, triple => triple.Subject == thing && triple.Predicate == property && triple.Object.Length > 0)));
        }
    }

    /// <summary>The judge sees what is wrong.</summary>
    [Fact]
    public async Task Catalogue_ThatIsNoRdf_IsRefused()
    {
        var text = (await TextAsync("/datasets/dcat")).Replace("rdf:resource=", "rdf:bagID=", StringComparison.Ordinal);

        Assert.NotEqual(0, (await ParseAsync(text)).ExitCode);
    }

    private static async Task<(string Output, int ExitCode)> LintAsync(string document)
    {
        var file = Path.Combine(Path.GetTempPath(), $"noterat-{Guid.CreateVersion7():N}.json");
        await File.WriteAllTextAsync(file, document, Ct);
        try
        {
            return await NodeTool.RunAsync(
                "", NodeTool.Folder("node_modules", "@stoplight", "spectral-cli", "dist", "index.js"),
                "lint", file, "--ruleset", NodeTool.Folder("OpenData", "rest-api-profil.spectral.json"), "--fail-severity", "warn");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Task<(string Output, int ExitCode)> ParseAsync(string rdf) =>
        NodeTool.RunAsync(rdf, NodeTool.Folder("OpenData", "rdf.mjs"), NodeTool.Folder("node_modules", "rdfxml-streaming-parser"));

    private static async Task<List<Triple>> TriplesAsync(string rdf)
    {
        var (output, exitCode) = await ParseAsync(rdf);
        Assert.True(exitCode == 0, output);
        return
        [
            .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string[]>(line)!)
                .Select(parts => new Triple(parts[0], parts[1], parts[2], parts[3], parts[4])),
        ];
    }

    private async Task<string> TextAsync(string path) => await (await portal.GetAsync(path)).Content.ReadAsStringAsync(Ct);

    private sealed record Triple(string Subject, string Predicate, string Object, string Language, string Terms);
}
