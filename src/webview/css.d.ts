/** A style sheet is bundled beside the script that asks for it; it has no value. */
declare module '*.css';
