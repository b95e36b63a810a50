using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Deployment;

/// <summary>What operators are given in <c>eng</c>: the service unit as systemd judges it, and (in a full run, since it builds) what is installed.</summary>
public sealed class DeploymentTests
{
    [Fact]
    public async Task ServiceUnit_AsSystemdJudgesIt_IsAtMost25AndWellFormed()
    {
        var unit = Repository.Folder("eng/deploy/noterat.service");

        var (status, output) = await ExternalProgram.RunAsync("systemd-analyze", "", "security", "--offline=true", "--threshold=25", "--no-pager", unit);
        Assert.True(status == 0, output);

        (status, output) = await ExternalProgram.RunAsync("systemd-analyze", "", "verify", "--man=no", unit);
        Assert.True(status == 0 && output.Length == 0, output);
    }

    [Fact]
    public async Task ServiceUnit_WithoutItsBounds_IsRefusedByTheSameJudge()
    {
        var open = Path.GetTempFileName() + ".service";
        await File.WriteAllTextAsync(open, "[Service]\nExecStart=/bin/true\n", TestContext.Current.CancellationToken);

        Assert.NotEqual(0, (await ExternalProgram.RunAsync("systemd-analyze", "", "security", "--offline=true", "--threshold=25", "--no-pager", open)).Status);
        File.Delete(open);
    }

    [Fact]
    public async Task Install_IntoAFolder_HasProgramSettingsServiceAndBillOfMaterials()
    {
        Assert.SkipUnless(TestRun.IsFull, "Builds a release: eng/test --full.");
        var to = Directory.CreateTempSubdirectory("noterat-install-").FullName;

        var (status, output) = await ExternalProgram.RunAsync(Repository.Folder("eng/install"), "", "--to", to);

        Assert.True(status == 0, output);
        Assert.True(File.Exists($"{to}/etc/systemd/system/noterat.service") && File.Exists($"{to}/etc/noterat/appsettings.json") && File.Exists($"{to}/usr/local/sbin/noterat"));
        var app = to + Directory.ResolveLinkTarget($"{to}/opt/noterat/current", returnFinalTarget: false)!.FullName;
        Assert.Equal("/etc/noterat/appsettings.json", new FileInfo($"{app}/appsettings.json").LinkTarget);
        using var bill = JsonDocument.Parse(await File.ReadAllTextAsync($"{app}/sbom.json", TestContext.Current.CancellationToken));
        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        var names = bill.RootElement.GetProperty("components").EnumerateArray().Select(part => part.GetProperty("name").GetString()).ToHashSet();
        Assert.Subset(names, new HashSet<string?> { "Npgsql", "Dapper", "Markdig", "MailKit", "HtmlSanitizer" });
        Directory.Delete(to, recursive: true);
    }

    [Fact]
    public async Task Package_MadeTwice_IsTheSameByteForByte()
    {
        Assert.SkipUnless(TestRun.IsFull, "Builds two releases: eng/test --full.");
        var folder = Directory.CreateTempSubdirectory("noterat-package-").FullName;
        Assert.Equal(await PackAsync(folder), await PackAsync(folder));
    }

    /// <summary>
    /// What the committed source becomes: each file and its hash. The bill of materials says when it was written, which is left out. The folder must be the
    /// same: the Razor compiler writes its name into what it makes.
    /// </summary>
    private static async Task<string[]> PackAsync(string folder)
    {
        var (status, output) = await ExternalProgram.RunAsync("git", "", "clone", "--quiet", Repository.Folder("."), $"{folder}/source");
        Assert.True(status == 0, output);
        (status, output) = await ExternalProgram.RunAsync($"{folder}/source/eng/package", "", $"{folder}/made");
        Assert.True(status == 0, output);

        var bill = JsonNode.Parse(await File.ReadAllTextAsync($"{folder}/made/sbom.json", TestContext.Current.CancellationToken))!.AsObject();
        bill.Remove("serialNumber");
        bill["metadata"]!.AsObject().Remove("timestamp");
        await File.WriteAllTextAsync($"{folder}/made/sbom.json", bill.ToJsonString(), TestContext.Current.CancellationToken);
        string[] files = [.. Directory.EnumerateFiles($"{folder}/made", "*", SearchOption.AllDirectories)
            .Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}").Order(StringComparer.Ordinal)];
        Directory.Delete(folder, recursive: true);
        return files;
    }
}
