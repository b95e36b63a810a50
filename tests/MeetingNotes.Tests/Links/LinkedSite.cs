using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Tests.Links;

/// <summary>A real web server on this machine that notes link to; remembers what it was asked, and when.</summary>
internal sealed class LinkedSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LinkedSite(WebApplication app) => _app = app;

    /// <summary>"http://127.0.0.1:port".</summary>
    public string Address { get; private init; } = "";

    public ConcurrentQueue<(string Method, string Path, long At)> Asked { get; } = new();

    /// <summary>Answers instead of 200.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new();

    public static async Task<LinkedSite> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var app = builder.Build();
        LinkedSite? site = null;
        app.Run(async context =>
        {
            site!.Asked.Enqueue((context.Request.Method, context.Request.Path, Stopwatch.GetTimestamp()));
            if (site.Answers.TryGetValue(context.Request.Path, out var answer))
            {
                await answer(context);
            }
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        site = new LinkedSite(app) { Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() };
        return site;
    }

    public void Answer(string path, int status, string? location = null) => Answers[path] = context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
