using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Api;

/// <summary>
/// The OpenAPI document, as DIGG's REST API profile asks for it. Schemas are made from the types that are written, with the options that write them.
/// </summary>
internal static class OpenApiDocument
{
    private const string ProblemSchema =
        """
        {
          "type": "object",
          "description": "RFC 9457.",
          "required": ["type", "title", "status", "detail", "instance"],
          "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "title": { "type": "string" },
            "status": { "type": "integer", "minimum": 400, "maximum": 599 },
            "detail": { "type": "string", "description": "Vad som är fel och vad du kan göra, på svenska." },
            "instance": { "type": "string", "format": "uri-reference" },
            "traceId": { "type": "string", "description": "Finns vid fel hos oss. Uppge det om du hör av dig." }
          }
        }
        """;

    private static readonly JsonSerializerOptions SchemaOptions = new(ApiJson.Options)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    public static JsonObject Of(IEnumerable<Endpoint> endpoints, PortalOptions portal)
    {
        var schemas = new JsonObject { ["Problem"] = JsonNode.Parse(ProblemSchema) };
        var paths = new JsonObject();
        var examples = new ApiExamples(portal);
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<ApiOperation>() is { } operation && endpoint.RoutePattern.RawText is { } path && path.StartsWith(OpenData.Root, StringComparison.Ordinal))
            {
                paths[path == OpenData.Root ? "/" : path[OpenData.Root.Length..]] = new JsonObject { ["get"] = Operation(operation, examples, schemas) };
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = Info(portal),
            ["externalDocs"] = new JsonObject { ["description"] = "Beskrivning för den som vill komma i gång", ["url"] = portal.AbsoluteUrl(ApiInfo.Documentation) },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = ServerOf(portal), ["description"] = portal.SiteTitle }),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
            ["security"] = new JsonArray(),
        };
    }

    /// <summary>https also when development runs on http: outside it the portal stands behind a proxy that ends TLS.</summary>
    private static string ServerOf(PortalOptions portal) => new UriBuilder(portal.ApiUrl("")) is var url && url.Scheme == Uri.UriSchemeHttps
        ? url.Uri.AbsoluteUri
        : $"https://{url.Host}{url.Path}";

    private static JsonObject Info(PortalOptions portal) => new()
    {
        ["title"] = $"{portal.SiteTitle}: öppna data",
        ["version"] = ApiInfo.Version,
        ["summary"] = "Noteringar från möten som öppna data. Notes from council meetings as open data.",
        ["description"] =
            $"""
            Noteringar från möten i {portal.Organisation.Name}: organ, möten, noteringar, punkter, ärenden, ämnen och uppföljningar. Samma innehåll som på webbplatsen, och bara det som är publicerat. Läs fritt, utan nyckel. Börja på {portal.ApiUrl("")} och följ länkarna.

            Kända begränsningar: en sida rymmer högst {Paging.MaxLimit} saker, och sidor med högre nummer än vad {Paging.MaxOffset} saker fyller nås bara genom länkarna. Sökningen räknar högst 10 000 träffar. Läget för en uppföljning räknas ut för dagen och står därför inte i ändringsloggen.

            *In English:* Notes from council meetings of {portal.Organisation.Name}: bodies, meetings, notes, agenda items, matters, topics and follow-ups. The same as on the web site, and only what is published. Free to read, no key. Begin at {portal.ApiUrl("")} and follow the links.

            Known limits: a page holds at most {Paging.MaxLimit} things, and pages further in than {Paging.MaxOffset} things are reached through the links only. A search counts at most 10,000 hits. The state of a follow-up is derived for the day and is therefore not in the log of changes.
            """.ReplaceLineEndings("\n"),
        ["termsOfService"] = portal.AbsoluteUrl(ApiInfo.Documentation + "#villkor"),
        ["contact"] = new JsonObject { ["name"] = $"{portal.Contact.Unit}, {portal.Organisation.Name}", ["url"] = portal.AbsoluteUrl("/kontakt"), ["email"] = portal.Contact.Email },
        ["license"] = new JsonObject { ["name"] = "CC0 1.0", ["url"] = ApiInfo.License },
        ["x-sla"] = new JsonObject
        {
            ["availability"] = "Ingen utlovad tillgänglighet. Avbrott som är planerade sker helst kvällstid.",
            ["responseTime"] = "Oftast under en sekund.",
            ["support"] = $"{portal.Contact.Email}, svar inom {portal.Contact.AnswersWithin}.",
        },
        ["x-limitations"] = string.Concat($"Högst {Paging.MaxLimit} saker på en sida", portal.RequestsPerMinute > 0 ? $" och {portal.RequestsPerMinute} frågor i minuten från en adress." : "."),
    };

    private static JsonObject Operation(ApiOperation operation, ApiExamples examples, JsonObject schemas)
    {
        var responses = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = $"{operation.Summary}.",
                ["headers"] = Headers("ETag", "Last-Modified", OpenData.TraceHeader),
                ["content"] = new JsonObject
                {
                    ["application/json"] = new JsonObject
                    {
                        ["schema"] = SchemaOf(operation.Answer, schemas),
                        ["examples"] = Example(JsonSerializer.SerializeToNode(operation.Example(examples), ApiJson.Options)),
                    },
                },
            },
            ["304"] = new JsonObject { ["description"] = "Inget har ändrats sedan du frågade sist.", ["headers"] = Headers("ETag", OpenData.TraceHeader) },
        };
        foreach (var status in operation.Refusals.Append(StatusCodes.Status429TooManyRequests))
        {
            responses[$"{status}"] = Problem(status, status switch
            {
                400 => "Något i adressen gick inte att läsa.",
                404 => "Det finns inte.",
                429 => "Det har kommit så många frågor från din adress att du får vänta. Hur länge står i Retry-After.",
                _ => "Det är borta, med skälet.",
            });
        }

        responses["default"] = Problem(503, "Något gick fel hos oss, eller så svarar portalen inte just nu.");
        return new JsonObject
        {
            ["operationId"] = operation.Id,
            ["summary"] = operation.Summary,
            ["description"] = $"{operation.Swedish}\n\n*In English:* {operation.English}",
            ["parameters"] = new JsonArray([.. operation.Parameters.Select(Parameter), TraceParameter()]),
            ["responses"] = responses,
        };
    }

    private static JsonObject Parameter(ApiParameter parameter) => new JsonObject
    {
        ["name"] = parameter.Name,
        ["in"] = parameter.IsInPath ? "path" : "query",
        ["required"] = parameter.IsRequired,
        ["description"] = $"{parameter.Swedish} *In English:* {parameter.English}",
        ["schema"] = JsonNode.Parse(parameter.Schema),
        ["example"] = JsonNode.Parse(parameter.Example),
    };

    private static JsonObject TraceParameter() => new JsonObject
    {
        ["name"] = OpenData.TraceHeader,
        ["in"] = "header",
        ["required"] = false,
        ["description"] = "W3C Trace Context: följ frågan genom våra loggar och dina. *In English:* follow the request through our logs and yours.",
        ["schema"] = new JsonObject { ["type"] = "string" },
        ["example"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    };

    private static JsonObject Headers(params string[] names) => new(names.Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonObject
    {
        ["description"] = name switch
        {
            "ETag" => "Skicka tillbaka den i If-None-Match nästa gång.",
            "Last-Modified" => "När det ändrades senast; finns på enstaka saker.",
            _ => "Samma spår som kom, eller ett nytt.",
        },
        ["schema"] = new JsonObject { ["type"] = "string" },
    })));

    private static JsonObject Problem(int status, string description) => new()
    {
        ["description"] = description,
        ["headers"] = Headers(OpenData.TraceHeader),
        ["content"] = new JsonObject
        {
            ["application/problem+json"] = new JsonObject
            {
                ["schema"] = Ref("Problem"),
                ["examples"] = Example(JsonSerializer.SerializeToNode(ApiExamples.Problem(status), ApiJson.Options)),
            },
        },
    };

    private static JsonObject Example(JsonNode? value) => new() { ["exempel"] = new JsonObject { ["summary"] = "Exempel", ["value"] = value } };

    /// <summary>The schema of an answer under <c>components</c>, and where it is.</summary>
    private static JsonObject SchemaOf(Type type, JsonObject schemas)
    {
        var name = NameOf(type);
        if (!schemas.ContainsKey(name))
        {
            // What is alike within a schema is told by a pointer from its root, which is another place here.
            var schema = SchemaOptions.GetJsonSchemaAsNode(type, Exporter);
            Repoint(schema, $"#/components/schemas/{name}");
            schemas[name] = schema;
        }

        return Ref(name);
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? NameOf(type.GetGenericArguments()[0]) + "List"
        : type.Name.Replace("ResourceAnswer", "", StringComparison.Ordinal).Replace("Answer", "", StringComparison.Ordinal);

    private static JsonObject Ref(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static void Repoint(JsonNode? node, string root)
    {
        switch (node)
        {
            case JsonObject thing:
                if (thing["$ref"]?.GetValue<string>() is { } pointer && pointer.StartsWith('#'))
                {
                    thing["$ref"] = root + pointer[1..];
                }

                foreach (var (_, value) in thing.ToList())
                {
                    Repoint(value, root);
                }

                break;
            case JsonArray list:
                foreach (var value in list)
                {
                    Repoint(value, root);
                }

                break;
        }
    }

    /// <summary>A field that is left out when it is empty is neither required nor null.</summary>
    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject node)
        {
            return schema;
        }

        if (context.TypeInfo.Type == typeof(TimeOnly) || context.TypeInfo.Type == typeof(TimeOnly?))
        {
            node.Remove("format");
            node["pattern"] = "^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]$";
        }

        if (node["properties"] is JsonObject properties && node["required"] is JsonArray required)
        {
            foreach (var name in required.Select(entry => entry!.GetValue<string>()).Where(name => IsNullable(properties[name])).ToList())
            {
                required.Remove(required.First(entry => entry!.GetValue<string>() == name));
            }

            if (required.Count == 0)
            {
                node.Remove("required");
            }
        }

        return node;
    }

    private static bool IsNullable(JsonNode? schema) =>
        schema is JsonObject node && ((node["type"] is JsonArray types && types.Any(type => type!.GetValue<string>() == "null"))
            || (node["enum"] is JsonArray values && values.Any(value => value is null)));
}
