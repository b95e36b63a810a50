Console.WriteLine("Mätningar kommer här.");
