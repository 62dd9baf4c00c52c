"""Rules for whole programs: input, output, imports and the frame around the code."""
