using MeetingNotes.Core.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace MeetingNotes.Tests.Testing;

/// <summary>Runs the tests; or, for <see cref="PostgresProcess"/>, is another process that uses a cluster until its input ends.</summary>
internal static class TestProgram
{
    public const string UseCluster = "use-cluster";
    public const string UseThrowAwayCluster = "use-throw-away-cluster";

    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [UseCluster, var folder]:
                try
                {
                    await using var postgres = await PrivatePostgres.StartAsync(new PrivatePostgresOptions(folder), NullLogger.Instance, CancellationToken.None);
                    return await UseAsync(postgres.ConnectionString);
                }
                catch (DatabaseSetupException exception)
                {
                    Console.WriteLine(exception.Message);
                    return 1;
                }

            case [UseThrowAwayCluster]:
                await using (var postgres = await ThrowAwayPostgres.StartAsync(NullLogger.Instance, CancellationToken.None))
                {
                    return await UseAsync(postgres.ConnectionString);
                }

            default:
                return args.Contains("--server") || args.Contains("--internal-msbuild-node")
                    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
                    : await ConsoleRunner.Run(args);
        }
    }

    private static async Task<int> UseAsync(string connectionString)
    {
        Console.WriteLine(connectionString);
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
