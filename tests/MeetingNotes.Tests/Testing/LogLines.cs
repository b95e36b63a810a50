using Microsoft.Extensions.Logging;

namespace MeetingNotes.Tests.Testing;

/// <summary>Keeps what is logged, line by line.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    public List<string> Written { get; } = [];

    public ILogger<T> CreateLogger<T>() => new LoggerFactory([this]).CreateLogger<T>();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Written.Add(formatter(state, exception));

    public void Dispose()
    {
    }
}
