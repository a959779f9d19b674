# The demo shop as an origin of its own.
FROM mcr.microsoft.com/dotnet/sdk:10.0-bookworm-slim AS build
WORKDIR /source
COPY . .
RUN dotnet restore src/EdgeGateway.DemoShop --locked-mode
RUN dotnet publish src/EdgeGateway.DemoShop -c Release --no-restore -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0-bookworm-slim
WORKDIR /app
COPY --from=build /app .
USER app
EXPOSE 5080
ENTRYPOINT ["dotnet", "EdgeGateway.DemoShop.dll", "--urls", "http://0.0.0.0:5080"]
