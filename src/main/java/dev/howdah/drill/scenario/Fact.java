package dev.howdah.drill.scenario;

import java.time.Instant;

/// Something that the scenario did, at the time at which it did it.
///
/// @param trace a word that whoever looked into it has come across: a process number, an event; empty where there is none
public record Fact(Instant at, String words, String trace) {}
