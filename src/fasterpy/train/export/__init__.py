"""An adapter in the forms that other programs read: GGUF LoRA; merged as a folder, GGUF or OpenVINO; a model card."""
