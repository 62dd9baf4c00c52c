"""Fine-tuning (paper §5.4, §5.6.2): conversations from the knowledge base, LoRA, export. Heavy packages load lazily."""
