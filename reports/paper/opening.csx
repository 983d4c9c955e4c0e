// The title and what the report is of.
Page.Title = "Image inpainting: gated convolutions, TransGAN and their kin side by side";
Page.Text("Every number and curve below is computed from recorded runs by the scripts in `reports/`; each cell of a table leads to its runs. Results are on the split that training leaves out; images and masks are the same for all models in a column.");
