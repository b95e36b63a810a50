using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MeetingNotes.Tests.Testing;

/// <summary>Takes what is sent by OTLP over HTTP, as a collector does, and reads of it what the tests ask for.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    public const string Traces = "traces";
    public const string Metrics = "metrics";
    public const string Logs = "logs";

    private readonly WebApplication _server;

    private OtlpReceiver(WebApplication server) => _server = server;

    public string Address => _server.Urls.First();

    /// <summary>What was sent, of which kind, in the order in which it came.</summary>
    public ConcurrentQueue<(string Kind, byte[] Body)> Received { get; } = new();

    /// <summary>Every span, with the name of the library that made it.</summary>
    public IEnumerable<(string Source, SentSpan Span)> Spans =>
        from scope in Of(Traces).SelectMany(body => Protobuf.At(body, 1, 2))
        from span in Protobuf.At(scope, 2)
        select (Protobuf.Text(scope, 1, 1), new SentSpan(span));

    /// <summary>Every value of every gauge of floating point numbers: name, unit, value.</summary>
    public IEnumerable<(string Name, string Unit, double Value)> Gauges =>
        from metric in Of(Metrics).SelectMany(body => Protobuf.At(body, 1, 2, 2))
        from point in Protobuf.At(metric, 5, 1)
        from value in Protobuf.Read(point)
        where value.Number == 4
        select (Protobuf.Text(metric, 1), Protobuf.Text(metric, 3), BitConverter.Int64BitsToDouble((long)value.Value));

    /// <summary>The names of all metrics.</summary>
    public IEnumerable<string> MetricNames => Of(Metrics).SelectMany(body => Protobuf.At(body, 1, 2, 2)).Select(metric => Protobuf.Text(metric, 1)).Distinct();

    /// <summary>The text of each event.</summary>
    public IEnumerable<string> Events => Of(Logs).SelectMany(body => Protobuf.At(body, 1, 2, 2)).Select(record => Protobuf.Text(record, 5, 1));

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new OtlpReceiver(builder.Build());
        receiver._server.MapPost("/v1/{kind}", async (string kind, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            receiver.Received.Enqueue((kind, body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
        await receiver._server.StartAsync();
        return receiver;
    }

    public IEnumerable<byte[]> Of(string kind) => Received.Where(sent => sent.Kind == kind).Select(sent => sent.Body);

    /// <summary>Where a text stands in what was sent of a kind, with what is around it; <c>null</c> when nowhere.</summary>
    public string? Find(string kind, string text) => (
        from body in Of(kind)
        let place = body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text))
        where place >= 0
        select Encoding.Latin1.GetString(body[Math.Max(0, place - 200)..Math.Min(body.Length, place + 200)])).FirstOrDefault();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>A span as it came.</summary>
internal sealed record SentSpan(byte[] Message)
{
    public string Name => Protobuf.Text(Message, 5);

    public string TraceState => Protobuf.Text(Message, 3);

    /// <summary>Texts; others are empty.</summary>
    public IReadOnlyDictionary<string, string> Tags => Protobuf.At(Message, 9).ToDictionary(tag => Protobuf.Text(tag, 1), tag => Protobuf.Text(tag, 2, 1));

    /// <summary>Of its events, such as an exception.</summary>
    public IEnumerable<string> EventTags => Protobuf.At(Message, 11, 3).Select(tag => $"{Protobuf.Text(tag, 1)}={Protobuf.Text(tag, 2, 1)}");

    public string Id => Convert.ToHexString(Protobuf.At(Message, 2).Single());

    public string Parent => Convert.ToHexString(Protobuf.At(Message, 4).SingleOrDefault() ?? []);
}

/// <summary>Protocol buffers without their schema: numbered fields.</summary>
internal static class Protobuf
{
    /// <summary>The messages at the end of a path of field numbers.</summary>
    public static IEnumerable<byte[]> At(byte[] message, params int[] path) =>
        path is [var first, .. var rest]
            ? Read(message).Where(field => field.Number == first && field.Bytes is not null).SelectMany(field => At(field.Bytes!, rest))
            : [message];

    /// <summary>The text at the end of a path, empty when there is none.</summary>
    public static string Text(byte[] message, params int[] path) => Encoding.UTF8.GetString(At(message, path).FirstOrDefault() ?? []);

    /// <summary>The fields of a message; those of a length have bytes, others a value.</summary>
    public static IEnumerable<(int Number, ulong Value, byte[]? Bytes)> Read(byte[] message)
    {
        for (var place = 0; place < message.Length;)
        {
            var key = Varint(message, ref place);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    yield return (number, Varint(message, ref place), null);
                    break;
                case 1:
                    yield return (number, BitConverter.ToUInt64(message, place), null);
                    place += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref place);
                    yield return (number, 0, message[place..(place + length)]);
                    place += length;
                    break;
                case 5:
                    yield return (number, BitConverter.ToUInt32(message, place), null);
                    place += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {key & 7}.");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int place)
    {
        for (ulong value = 0, shift = 0; ; shift += 7)
        {
            var part = message[place++];
            value |= (part & 0x7ful) << (int)shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
