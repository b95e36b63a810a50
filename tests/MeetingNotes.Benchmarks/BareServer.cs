using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Benchmarks;

/// <summary>What Kestrel itself can do: the same bytes from memory whatever is asked for, with or without the portal's headers.</summary>
internal static class BareServer
{
    private static readonly string[] OfTheServer = ["Date", "Server", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length"];

    /// <param name="body">File with the bytes.</param>
    /// <param name="url">Where it listens.</param>
    /// <param name="headers">File with the headers of the portal's answer, as curl writes them; <c>null</c> for the least possible.</param>
    public static Task RunAsync(string body, string url, string? headers)
    {
        var bytes = File.ReadAllBytes(body);
        var all = headers is null ? [] : File.ReadLines(headers)
            .Select(line => line.Split(": ", 2))
            .Where(parts => parts.Length == 2 && !OfTheServer.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
            .ToArray();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        var app = builder.Build();
        app.Urls.Add(url);
        app.Run(context =>
        {
            foreach (var header in all)
            {
                context.Response.Headers[header[0]] = header[1];
            }

            context.Response.ContentLength = bytes.Length;
            var written = context.Response.BodyWriter.WriteAsync(bytes);
            return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
        });
        return app.RunAsync();
    }
}
