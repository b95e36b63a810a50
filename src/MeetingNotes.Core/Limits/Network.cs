using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;

namespace MeetingNotes.Core.Limits;

/// <summary>Where somebody asks from, as one customer has it: an IPv4 address, or the first 64 bits of an IPv6 address.</summary>
public readonly record struct Network
{
    private readonly ulong _bits;
    private readonly bool _isV6;

    private Network(ulong bits, bool isV6) => (_bits, _isV6) = (bits, isV6);

    /// <summary>The network of an address; of none, one that they all share.</summary>
    public static Network Of(IPAddress? address)
    {
        address ??= IPAddress.None;
        Span<byte> bytes = stackalloc byte[16];
        (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).TryWriteBytes(bytes, out var length);
        return length == 4 ? new(BinaryPrimitives.ReadUInt32BigEndian(bytes), isV6: false) : new(BinaryPrimitives.ReadUInt64BigEndian(bytes), isV6: true);
    }

    /// <summary>What the database knows it as, the same for every instance.</summary>
    public string Hash()
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _bits);
        return Convert.ToHexStringLower(SHA256.HashData(_isV6 ? bytes : bytes[4..]));
    }
}
