import { expect, test } from 'vitest';
import { runtimeMismatch } from '../../../../src/core/detect/checks/version/runtime-mismatch.ts';
import { found } from '../workspace.ts';

const go = (from: string, version: string, more = '') => ({
  'shop/Dockerfile': `FROM ${from} AS build\n${more}RUN go build -o /shop .\nFROM alpine:3.22\nCOPY --from=build /shop /shop\nCMD ["/shop"]\n`,
  'shop/go.mod': `module acme.com/shop\n\ngo ${version}\n`,
});

test('a Go image that is older than the module', () => {
  expect(found(runtimeMismatch, go('golang:1.23-alpine', '1.25.0'))).toEqual(['high shop/Dockerfile go @ shop/Dockerfile:1 shop/go.mod:3']);
  expect(found(runtimeMismatch, go('golang:1.24.1', '1.24.3'))).toHaveLength(1);
});

test('a newer image, one of the same line, one without a version and one that fetches its toolchain', () => {
  for (const from of ['golang:1.25', 'golang:1.26-alpine', 'golang', 'golang:${GO}', 'acme/golang:1.20'])
    expect(found(runtimeMismatch, go(from, '1.25.3')), from).toEqual([]);
  expect(found(runtimeMismatch, go('golang:1.23', '1.25', 'ENV GOTOOLCHAIN=auto\n'))).toEqual([]);
});

const node = (from: string, range: string) => ({
  Dockerfile: `FROM ${from}\nCMD ["node", "a.js"]\n`,
  'package.json': `{"name": "a", "engines": {"node": "${range}"}}`,
});

test('an image of Node or Python that the manifest does not admit', () => {
  expect(found(runtimeMismatch, node('node:18-alpine', '>=20'))).toEqual(['medium Dockerfile node @ Dockerfile:1 package.json:1']);
  expect(found(runtimeMismatch, node('node:22', '^18.12.0 || ^20.9.0'))).toHaveLength(1);
  const python = {
    Dockerfile: 'FROM python:3.10-slim\nCMD ["python", "a.py"]\n',
    'pyproject.toml': '[project]\nname = "a"\nrequires-python = ">=3.12,<4"\n',
  };
  expect(found(runtimeMismatch, python)).toEqual(['medium Dockerfile python @ Dockerfile:1 pyproject.toml:3']);
});

test('ranges that admit the line, and those that are not plain', () => {
  for (const range of ['>=18', '18.x || 20.x', '^20.11.1', '20', '>=18 <23', '*', 'lts/*', '18 - 22'])
    expect(found(runtimeMismatch, node('node:20', range)), range).toEqual([]);
});

const java = (from: string, version: string) => ({
  Dockerfile: `FROM ${from}\nCMD ["java", "-jar", "a.jar"]\n`,
  'pom.xml': `<project><artifactId>a</artifactId><properties><java.version>${version}</java.version></properties></project>`,
});

test('a Java runtime that is older than the release that classes are made for', () => {
  expect(found(runtimeMismatch, java('eclipse-temurin:11', '17'))).toEqual(['medium Dockerfile java @ Dockerfile:1 pom.xml:1']);
  expect(found(runtimeMismatch, java('openjdk:8-jre', '1.8'))).toEqual([]);
  expect(found(runtimeMismatch, java('eclipse-temurin:21-jre', '17'))).toEqual([]);
  const gradle = {
    Dockerfile: 'FROM amazoncorretto:11\nCMD ["java", "-jar", "a.jar"]\n',
    'build.gradle': "plugins { id 'java' }\njava { toolchain { languageVersion = JavaLanguageVersion.of(17) } }\n",
  };
  expect(found(runtimeMismatch, gradle)).toHaveLength(1);
});

const staged = (builder: string, runtime: string) => ({
  Dockerfile: `FROM ${builder} AS build\nRUN mvn package\nFROM ${runtime}\nCOPY --from=build /a.jar /a.jar\nCMD ["java", "-jar", "/a.jar"]\n`,
});

test('a stage that compiles for a newer release than the one that runs', () => {
  expect(found(runtimeMismatch, staged('maven:3.9-eclipse-temurin-21', 'eclipse-temurin:17-jre'))).toEqual([
    'medium Dockerfile java @ Dockerfile:3 Dockerfile:1',
  ]);
  expect(found(runtimeMismatch, staged('maven:3.9-eclipse-temurin-17', 'eclipse-temurin:21-jre'))).toEqual([]);
  expect(found(runtimeMismatch, staged('maven:3.9', 'eclipse-temurin:17-jre'))).toEqual([]);
});
