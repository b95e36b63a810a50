namespace MeetingNotes.Core.Links;

/// <summary>Why nobody can read what a link leads to.</summary>
public enum LinkFault
{
    /// <summary>The server says that it has no such page (404, 410).</summary>
    Missing,

    /// <summary>The server answers with another fault, or sends visitors round in circles.</summary>
    Broken,

    /// <summary>No server answers: the name is gone, or nobody is there in time.</summary>
    Silent,

    /// <summary>The server cannot prove who it is.</summary>
    Certificate,

    /// <summary>The address belongs to a closed network, so the public cannot reach it.</summary>
    Private,
}
