using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Web.Redaktion;

public sealed class NoteArchiveTests(WebFixture portal)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_NoteWithImage_HoldsEverythingAndItsManifestIsRight()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");

        var response = await alva.GetAsync("/redaktion/noteringar/regionala-transportgruppen/2018-04-05/arkiv.zip");

        Assert.Equal("application/zip", response.Content.Headers.ContentType!.MediaType);
        await using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync(Ct));
        var files = archive.Entries.ToDictionary(entry => entry.FullName, Read);
        Assert.Superset(new HashSet<string> { "notering.md", "notering.html", "notering.json", "versioner.json", "versioner/1.md", "manifest.sha256" }, files.Keys.ToHashSet());
        var image = Assert.Single(files.Keys, name => name.StartsWith("bilder/", StringComparison.Ordinal));
        Assert.Contains($"src=\"{image}\"", Encoding.UTF8.GetString(files["notering.html"]), StringComparison.Ordinal);
        var manifest = Encoding.UTF8.GetString(files["manifest.sha256"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("  ")).ToList();
        Assert.Equal(files.Count - 1, manifest.Count);
        Assert.All(manifest, line => Assert.Equal(line[0], Convert.ToHexStringLower(SHA256.HashData(files[line[1]]))));
    }

    [Fact]
    public async Task Get_All_HoldsEveryNoteAndIsForEditors()
    {
        var signe = await StaffClient.SignInAsync(portal, "signe");
        var alva = await StaffClient.SignInAsync(portal, "alva");

        await using var archive = new ZipArchive(await (await signe.GetAsync("/redaktion/arkiv.zip")).Content.ReadAsStreamAsync(Ct));

        Assert.NotNull(archive.GetEntry("2018-04-11-regionala-samverkansradet/notering.md"));
        Assert.True(archive.Entries.Count(entry => entry.Name == "manifest.sha256") >= 35);
        Assert.Equal(HttpStatusCode.Forbidden, (await alva.GetAsync("/redaktion/arkiv.zip")).StatusCode);
    }

    [Fact]
    public async Task Get_UnknownNote_Is404()
    {
        var alva = await StaffClient.SignInAsync(portal, "alva");

        Assert.Equal(HttpStatusCode.NotFound, (await alva.GetAsync("/redaktion/noteringar/regionstyrelsen/1999-01-01/arkiv.zip")).StatusCode);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
